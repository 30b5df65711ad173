import type { Metadata } from 'next'
import { CodeOffer } from '@/components/callback/code-offer'
import { Neutral } from '@/components/callback/neutral'
import { PageFrame } from '@/components/layout/page-frame'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { codesInUse } from '@/lib/templates/codes-in-use'
import { showCodeHere } from './actions'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('elsewhere.title'), business: name }) }
}

const codeWords = (t: Translate, business: string) => ({
  heading: t('elsewhere.code.heading'),
  lead: t('elsewhere.code.lead'),
  warning: t('elsewhere.code.warning', { business }),
  submit: t('elsewhere.code.submit'),
  label: t('elsewhere.code.label'),
  once: t('elsewhere.code.once'),
})

/**
 * Reads no cookie and no query: another browser, an ended nonce and a made-up one get the same bytes. Whether there is
 * a code for this browser is found out by pressing, and only where this installation uses codes at all.
 */
const ElsewherePage = async () => {
  const [organisation, codes] = await Promise.all([getOrganisation(), codesInUse()])
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <Neutral
        business={organisation.name}
        code={codes ? <CodeOffer action={showCodeHere} words={codeWords(t, organisation.name)} /> : null}
        t={t}
      />
    </PageFrame>
  )
}

export default ElsewherePage
