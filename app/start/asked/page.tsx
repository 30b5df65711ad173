import type { Metadata } from 'next'
import { OutcomeHeading } from '@/components/callback/outcome-heading'
import { PageFrame } from '@/components/layout/page-frame'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getOrganisation } from '@/lib/settings/get-organisation'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('invited.asked.title'), business: name }) }
}

/**
 * The same words whether or not a link was sent: whoever asks must not learn what is on file. Where no mail server is set
 * nothing can be on its way to anybody, and a page that was open from before says so.
 */
const AskedPage = async () => {
  const organisation = await getOrganisation()
  const locale = defaultLocale
  const t = dictionary(locale)
  const { name: business, contact } = organisation
  const sent = env().mail !== null
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <OutcomeHeading
        tone="info"
        icon="info"
        heading={t(sent ? 'invited.asked.heading' : 'invited.asked.askThem', { business })}
      >
        <p>{t(sent ? 'invited.asked.body' : 'invited.asked.notSent', { business })}</p>
        <p>{t(sent ? 'invited.asked.otherwise' : 'invited.contact', { business, contact })}</p>
      </OutcomeHeading>
    </PageFrame>
  )
}

export default AskedPage
