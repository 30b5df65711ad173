import { Button, ButtonLink } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import type { AuditFilter } from '@/lib/audit/audit-filter'
import type { Colleague } from '@/lib/audit/list-colleagues'
import type { Translate } from '@/lib/i18n/dictionary'
import { adminAuditPath } from '@/lib/paths'
import { actionWords } from './audit-words'

type Props = {
  filter: AuditFilter
  colleagues: readonly Colleague[]
  actions: readonly string[]
  t: Translate
}

const kinds = ['admin', 'person', 'system', 'setup'] as const

/** A value that came from a link on some row stays chosen, although no list offers it. */
const withCurrent = (options: readonly { value: string; label: string }[], current: string | null) =>
  current === null || options.some(({ value }) => value === current)
    ? options
    : [...options, { value: current, label: current }]

/** A plain form that asks for an address: every search can be kept, sent and opened again. */
export const AuditFilters = ({ filter, colleagues, actions, t }: Props) => (
  <search aria-label={t('admin.audit.filters.name')}>
    <form action={adminAuditPath()} method="get" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <Select
        name="who"
        label={t('admin.audit.filters.who')}
        defaultValue={filter.who ?? ''}
        options={withCurrent(
          [
            { value: '', label: t('admin.audit.filters.anybody') },
            ...kinds.map((kind) => ({ value: kind, label: t(`admin.audit.filters.kinds.${kind}`) })),
            ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
          ],
          filter.who,
        )}
      />
      <Select
        name="action"
        label={t('admin.audit.filters.action')}
        defaultValue={filter.action ?? ''}
        options={[
          { value: '', label: t('admin.audit.filters.anything') },
          ...actions.map((action) => ({ value: action, label: actionWords(action, t) })),
        ]}
      />
      <TextField
        name="about"
        type="search"
        label={t('admin.audit.filters.about')}
        defaultValue={filter.about ?? ''}
        autoComplete="off"
        maxLength={60}
      />
      <TextField name="from" type="date" label={t('admin.audit.filters.from')} defaultValue={filter.from ?? ''} />
      <TextField name="until" type="date" label={t('admin.audit.filters.until')} defaultValue={filter.until ?? ''} />
      <div className="flex items-end gap-4">
        <Button kind="secondary">{t('admin.audit.filters.show')}</Button>
        <ButtonLink href={adminAuditPath()} kind="quiet">
          {t('admin.audit.filters.clear')}
        </ButtonLink>
      </div>
    </form>
  </search>
)
