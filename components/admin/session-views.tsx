import type { Translate } from '@/lib/i18n/dictionary'
import { builtInViews } from '@/lib/kyc/built-in-views'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { adminSessionsPath } from '@/lib/paths'

type View = { key: string; name: string; filter: Partial<SessionFilter> }
type SessionViewsProps = {
  filter: SessionFilter
  /** The colleague's own, behind the built-in ones. */
  own: readonly { id: string; name: string; filter: SessionFilter }[]
  t: Translate
}

/** Filters with a name, one press away; the one in use is marked. */
export const SessionViews = ({ filter, own, t }: SessionViewsProps) => {
  const here = adminSessionsPath(filter)
  const views: View[] = [
    ...builtInViews.map((view) => ({ ...view, name: t(`admin.sessions.view.${view.key}`) })),
    ...own.map((view) => ({ ...view, key: view.id })),
  ]
  return (
    <nav aria-label={t('admin.sessions.views')}>
      <ul className="flex flex-wrap gap-2">
        {views.map((view) => {
          const href = adminSessionsPath(view.filter)
          return (
            <li key={view.key} className="min-w-0">
              <a
                href={href}
                aria-current={href === here ? 'true' : undefined}
                className={`flex min-h-control items-center rounded px-3 ${
                  href === here ? 'border-2 border-accent bg-accent-soft font-semibold' : 'border border-line-field'
                }`}
              >
                <bdi className="min-w-0">{view.name}</bdi>
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
