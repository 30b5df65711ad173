import type { ComponentProps } from 'react'
import { OutcomeHeading } from '@/components/callback/outcome-heading'
import { LastNotice } from '@/components/start/last-notice'
import { UnfinishedNotice } from '@/components/start/unfinished-notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

type Props = {
  organisation: { name: string; contact: string }
  /** When the template ended. */
  endedAt: Date
  unfinished: ComponentProps<typeof UnfinishedNotice>['unfinished'] | null
  last: ComponentProps<typeof LastNotice>['last'] | null
  continueThere: (form: FormData) => Promise<void>
  t: Translate
  locale: Locale
}

/** Nothing can be begun from the invitation any more, and what this browser has begun goes on. */
export const BegunPanel = ({ organisation, endedAt, unfinished, last, continueThere, t, locale }: Props) => {
  const { name: business, contact } = organisation
  return (
    <>
      <title>{t('common.pageTitle', { page: t('invited.title'), business })}</title>
      <OutcomeHeading
        tone="plain"
        icon="info"
        heading={t('invited.closed.heading', { business, date: formatDate(endedAt, locale) })}
      >
        <p>{t('invited.closed.begun')}</p>
        <p>{t('invited.contact', { business, contact })}</p>
      </OutcomeHeading>
      {unfinished && (
        <UnfinishedNotice t={t} unfinished={unfinished} continueThere={continueThere} canStartOver={false} />
      )}
      {last && <LastNotice t={t} locale={locale} last={last} />}
    </>
  )
}
