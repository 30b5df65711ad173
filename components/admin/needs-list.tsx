import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { adminSessionPath, adminSessionsPath } from '@/lib/paths'

type Waiting = { count: number; more: boolean; first: { id: string; reference: string; at: Date } | null }
type Needs = { held: Waiting; stuck: Waiting; ending: Waiting }

const kinds = ['held', 'stuck', 'ending'] as const
type Kind = (typeof kinds)[number]

type NeedsListProps = {
  needs: Needs
  /** The list that shows just these. */
  filters: Readonly<Record<Kind, Partial<SessionFilter>>>
  t: Translate
  locale: Locale
}

/** What somebody should look at, with the way into the list where it stands. */
export const NeedsList = ({ needs, filters, t, locale }: NeedsListProps) => {
  const waiting = kinds.filter((kind) => needs[kind].count > 0)
  if (waiting.length === 0) return <p className="text-ink-soft">{t('admin.overview.waiting.none')}</p>
  return (
    <ul className="flex flex-col rounded-card border border-line">
      {waiting.map((kind) => {
        const { count, more, first } = needs[kind]
        return (
          <li
            key={kind}
            className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line p-4 last:border-b-0"
          >
            <p className="min-w-8 shrink-0 text-h2 font-bold tabular-nums">
              {t(`admin.overview.waiting.${more ? 'many' : 'count'}`, { count })}
            </p>
            <div className="flex min-w-0 flex-1 flex-col gap-1">
              <p className="font-semibold">{t(`admin.overview.waiting.${kind}`)}</p>
              {first && (
                <p className="text-small text-ink-soft">
                  {t('admin.overview.waiting.first', { time: formatDateTime(first.at, locale) })}{' '}
                  <a href={adminSessionPath(first.id, filters[kind])}>
                    <bdi dir="ltr" className="whitespace-nowrap">
                      {first.reference}
                    </bdi>
                  </a>
                </p>
              )}
            </div>
            <a
              href={adminSessionsPath(filters[kind])}
              className="inline-flex min-h-control w-full items-center font-semibold sm:w-auto"
            >
              {t('admin.overview.waiting.show')}
              <span className="sr-only">: {t(`admin.overview.waiting.${kind}`)}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
