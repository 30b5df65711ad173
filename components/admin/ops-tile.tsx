import type { ReactNode } from 'react'
import { StatusTag, type Tone } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

type OpsTileProps = {
  id: string
  heading: string
  /** The state in a word, where there is one. */
  state?: { tone: Tone; text: string }
  lines: readonly { term: string; value: ReactNode }[]
  /** null where nothing has been measured yet. */
  measuredAt: Date | null
  stale?: boolean
  t: Translate
  locale: Locale
}

/** One thing that is measured: its state, its figures, and when they were true. */
export const OpsTile = ({ id, heading, state, lines, measuredAt, stale = false, t, locale }: OpsTileProps) => (
  <section aria-labelledby={id} className="flex flex-col gap-3 rounded-card border border-line p-4">
    <div className="flex flex-wrap items-center justify-between gap-2">
      <h2 id={id} className="text-body font-bold">
        {heading}
      </h2>
      {state && <StatusTag tone={state.tone}>{state.text}</StatusTag>}
    </div>
    <dl className="flex flex-1 flex-col gap-2">
      {lines.map(({ term, value }) => (
        <div key={term} className="flex flex-wrap justify-between gap-x-4">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="text-end tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
    <p className={`text-small ${stale ? 'font-semibold text-warn' : 'text-ink-soft'}`}>
      {measuredAt === null
        ? t('admin.ops.notMeasured')
        : t(stale ? 'admin.ops.measuredLongAgo' : 'admin.ops.measured', { time: formatDateTime(measuredAt, locale) })}
    </p>
  </section>
)
