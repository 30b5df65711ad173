import type { AuditObject, AuditRow, AuditWho } from '@/lib/audit/audit-row'
import type { Translate } from '@/lib/i18n/dictionary'

/** Who did it, in a few words. */
export const whoText = ({ kind, id, name }: AuditWho, t: Translate): string => {
  const who = t(`admin.audit.who.${kind ?? 'unknown'}`)
  if (kind === 'system') return t('admin.audit.job', { who, job: id.replaceAll('_', ' ') })
  return name ?? who
}

/** What it was about: the words people use for it, else our id. */
export const AboutText = ({ object }: { object: AuditObject }) => {
  if (object.name) return <bdi>{object.name}</bdi>
  if (object.reference)
    return (
      <bdi dir="ltr" className="whitespace-nowrap">
        {object.reference}
      </bdi>
    )
  return (
    <bdi dir="ltr" className="break-all font-mono text-small">
      {object.id}
    </bdi>
  )
}

/** The action's own word, which searches and files use too, and the move it made. */
export const ActionText = ({ row, t }: { row: Pick<AuditRow, 'action' | 'from' | 'to'>; t: Translate }) => (
  <span className="flex flex-col">
    <span className="break-words font-semibold">{row.action}</span>
    {row.from !== null && row.to !== null && (
      <span className="text-small text-ink-soft">{t('admin.audit.arrow', { from: row.from, to: row.to })}</span>
    )}
  </span>
)
