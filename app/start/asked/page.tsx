import type { Metadata } from 'next'
import { OutcomeHeading } from '@/components/callback/outcome-heading'
import { PageFrame } from '@/components/layout/page-frame'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getOrganisation } from '@/lib/settings/get-organisation'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('invited.asked.title'), business: name }) }
}

/** The same words whether or not a link was sent: whoever asks must not learn what is on file. */
const AskedPage = async () => {
  const organisation = await getOrganisation()
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <OutcomeHeading tone="info" icon="info" heading={t('invited.asked.heading')}>
        <p>{t('invited.asked.body', { business: organisation.name })}</p>
        <p>{t('invited.asked.otherwise', { business: organisation.name, contact: organisation.contact })}</p>
      </OutcomeHeading>
    </PageFrame>
  )
}

export default AskedPage
