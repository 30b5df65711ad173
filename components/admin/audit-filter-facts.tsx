import { SummaryList } from '@/components/ui/summary-list'
import type { AuditFilter } from '@/lib/audit/audit-filter'
import type { Translate } from '@/lib/i18n/dictionary'

/** A search of the trail in words, part by part. */
export const AuditFilterFacts = ({ filter, t }: { filter: AuditFilter; t: Translate }) => {
  const items = (['who', 'action', 'about', 'from', 'until'] as const).flatMap((name) => {
    const value = filter[name]
    return value === null ? [] : [{ term: t(`admin.audit.filters.${name}`), value: <bdi>{value}</bdi> }]
  })
  return items.length === 0 ? <p>{t('admin.audit.exportPage.everything')}</p> : <SummaryList items={items} />
}
