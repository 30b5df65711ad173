import { SaveViewForm, type SaveViewState } from '@/components/admin/save-view-form'
import { SessionFilters } from '@/components/admin/session-filters'
import { SessionViews } from '@/components/admin/session-views'
import { Button } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'
import { builtInViews } from '@/lib/kyc/built-in-views'
import { filterQuery, type SessionFilter } from '@/lib/kyc/session-filter'

type ViewsPanelProps = {
  filter: SessionFilter
  own: readonly { id: string; name: string; filter: SessionFilter }[]
  keep: (previous: SaveViewState, form: FormData) => Promise<SaveViewState>
  forget: (form: FormData) => Promise<void>
  nameMaxLength: number
  t: Translate
}

const textOf = (filter: Partial<SessionFilter>): string => new URLSearchParams(filterQuery(filter)).toString()

/** Which sessions are shown: a view with a name, or a filter that can become one. */
export const ViewsPanel = ({ filter, own, keep, forget, nameMaxLength, t }: ViewsPanelProps) => {
  const query = textOf(filter)
  const named = own.find((view) => textOf(view.filter) === query)
  const isNamed = named !== undefined || builtInViews.some((view) => textOf(view.filter) === query)
  return (
    <div className="flex flex-col gap-4">
      <SessionViews filter={filter} own={own} t={t} />
      {named && (
        // The sessions stay and only the name goes, so there is nothing to confirm.
        <form action={forget}>
          <input type="hidden" name="id" value={named.id} />
          <Button kind="quiet">{t('admin.sessions.forgetView', { name: named.name })}</Button>
        </form>
      )}
      <SessionFilters filter={filter} open={!isNamed} t={t} />
      {!isNamed && (
        <SaveViewForm
          action={keep}
          query={query}
          words={{
            title: t('admin.sessions.saveView'),
            name: t('admin.sessions.viewName'),
            hint: t('admin.sessions.viewHint'),
            save: t('admin.sessions.viewSave'),
          }}
          maxLength={nameMaxLength}
        />
      )}
    </div>
  )
}
