import type { Translate } from '@/lib/i18n/dictionary'
import { formatNumber } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { adminSessionsPath } from '@/lib/paths'
import type { Outcomes } from './outcome-looks'

type Day = { started: number; outcomes: Outcomes }
type DayTilesProps = { today: Day; yesterday: Day; day: string; t: Translate; locale: Locale }

/** Each figure, and the filter under which the list shows just what it counts. */
const measures = [
  { name: 'started', filter: { outcome: 'started' }, of: (day: Day) => day.started },
  { name: 'agreed', filter: { outcome: 'agreed' }, of: ({ outcomes }: Day) => outcomes.full + outcomes.partial },
  { name: 'notCompleted', filter: { outcome: 'not_completed' }, of: ({ outcomes }: Day) => outcomes.not_completed },
  { name: 'held', filter: { status: 'held' }, of: ({ outcomes }: Day) => outcomes.held },
] as const

/** Four figures of today with yesterday beside them. @param day today, `2026-05-04` */
export const DayTiles = ({ today, yesterday, day, t, locale }: DayTilesProps) => (
  <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
    {measures.map(({ name, filter, of }) => (
      <div key={name} className="flex flex-col gap-1 rounded-card border border-line p-4">
        <dt className="text-small text-ink-soft">{t(`admin.overview.${name}`)}</dt>
        <dd className="text-h1 font-bold tabular-nums">
          <a
            href={adminSessionsPath({ ...filter, from: day, until: day })}
            className="text-ink no-underline hover:underline"
          >
            {formatNumber(of(today), locale)}
          </a>
        </dd>
        <dd className="text-small text-ink-soft tabular-nums">
          {t('admin.overview.yesterdayHad', { count: formatNumber(of(yesterday), locale) })}
        </dd>
      </div>
    ))}
  </dl>
)
