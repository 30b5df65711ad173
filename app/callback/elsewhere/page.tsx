import type { Metadata } from 'next'
import { Neutral } from '@/components/callback/neutral'
import { PageFrame } from '@/components/layout/page-frame'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getOrganisation } from '@/lib/settings/get-organisation'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('elsewhere.title'), business: name }) }
}

/** Reads no cookie and no query: another browser, an ended nonce and a made-up one get the same bytes. */
const ElsewherePage = async () => {
  const organisation = await getOrganisation()
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <Neutral business={organisation.name} t={t} />
    </PageFrame>
  )
}

export default ElsewherePage
