import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { Translate } from '@/lib/i18n/dictionary'
import { type StaffState, staffStates } from '@/lib/kyc/staff-state'
import { adminSessionsPath } from '@/lib/paths'

/** The states somebody has to do something about, one press away. */
const views: readonly (StaffState | null)[] = [null, 'held', 'stuck', 'failed', 'withdrawn']

export const SessionFilters = ({ state, t }: { state: StaffState | null; t: Translate }) => {
  const nameOf = (view: StaffState | null): string =>
    t(view === null ? 'admin.sessions.allStates' : `admin.state.${view}`)
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <nav aria-label={t('admin.sessions.views')}>
        <ul className="flex flex-wrap gap-2">
          {views.map((view) => (
            <li key={view ?? 'all'}>
              <a
                href={adminSessionsPath(view === null ? {} : { status: view })}
                aria-current={view === state ? 'true' : undefined}
                className={`flex min-h-control items-center rounded px-3 ${
                  view === state ? 'border-2 border-accent bg-accent-soft font-semibold' : 'border border-line-field'
                }`}
              >
                {nameOf(view)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form action={adminSessionsPath()} method="get" className="flex items-end gap-2">
        <Select
          name="status"
          label={t('admin.sessions.stateFilter')}
          defaultValue={state ?? ''}
          options={[
            { value: '', label: nameOf(null) },
            ...staffStates.map((value) => ({ value, label: nameOf(value) })),
          ]}
        />
        <Button kind="secondary">{t('admin.sessions.apply')}</Button>
      </form>
    </div>
  )
}
