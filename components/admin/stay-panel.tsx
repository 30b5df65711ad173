import type { Translate } from '@/lib/i18n/dictionary'
import { formatNumber } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { durationText } from './duration'

type Stay = { median: number | null; slow: number | null; buckets: readonly { sessions: number }[] }

/** How long people are at the provider: the middle one, and the slowest tenth. */
export const StayPanel = ({ stay, t, locale }: { stay: Stay; t: Translate; locale: Locale }) => {
  const { median, slow } = stay
  if (median === null || slow === null) return <p className="text-ink-soft">{t('admin.overview.noStay')}</p>
  const count = stay.buckets.reduce((sum, { sessions }) => sum + sessions, 0)
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-col gap-3">
        {(
          [
            ['stayMedian', median],
            ['staySlow', slow],
          ] as const
        ).map(([name, seconds]) => (
          <div key={name} className="flex flex-col gap-1 rounded-card border border-line p-4">
            <dt className="text-small text-ink-soft">{t(`admin.overview.${name}`)}</dt>
            <dd className="text-h2 font-bold tabular-nums">{durationText(seconds, t)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-small text-ink-soft">{t('admin.overview.stayNote', { count: formatNumber(count, locale) })}</p>
    </div>
  )
}
