import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { startOfIndiaDay } from '@/lib/kyc/india-time'
import { isEverySession, type SessionFilter } from '@/lib/kyc/session-filter'

type FilterFactsProps = { filter: SessionFilter; t: Translate; locale: Locale }

/** A filter in words, part by part. */
export const FilterFacts = ({ filter, t, locale }: FilterFactsProps) => {
  const day = (text: string): string => formatDate(startOfIndiaDay(text), locale)
  const part = (term: string, value: string | null) => (value === null ? [] : [{ term, value }])
  const { status, outcome, docs, flow, from, until, ends, q, invited } = filter
  if (isEverySession(filter)) return <p>{t('admin.export.everything')}</p>
  return (
    <SummaryList
      items={[
        ...part(t('admin.filter.status'), status && t(`admin.state.${status}`)),
        ...part(t('admin.filter.outcome'), outcome && t(`admin.outcome.${outcome}`)),
        ...part(
          t('admin.filter.docs'),
          docs.length === 0 ? null : docs.map((doc) => t(`admin.session.docs.${doc}`)).join(', '),
        ),
        ...part(t('admin.filter.flow'), flow && t(`admin.session.flows.${flow}`)),
        ...part(t('admin.filter.from'), from && day(from)),
        ...part(t('admin.filter.until'), until && day(until)),
        ...part(t('admin.filter.ends'), ends && t('admin.export.today')),
        ...part(t('admin.filter.q'), q),
        ...part(t('admin.filter.invited'), invited),
      ]}
    />
  )
}
