import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import type { Translate } from '@/lib/i18n/dictionary'
import type { AskedRange } from '@/lib/kyc/day-range'
import { adminPath } from '@/lib/paths'

/** Two usual choices one press away, and any other days by a plain form; the address holds the choice. */
export const RangePicker = ({ asked, today, t }: { asked: AskedRange; today: string; t: Translate }) => {
  const { range, typed, problem } = asked
  const errorAt = (field: 'from' | 'to'): string | undefined =>
    problem?.field === field ? t(`admin.overview.range.problems.${problem.code}`) : undefined
  const custom = range.choice === 'custom' || errorAt('from') !== undefined || errorAt('to') !== undefined
  const look = (current: boolean): string =>
    `inline-flex min-h-control items-center rounded px-3 ${
      current ? 'border-2 border-accent bg-accent-soft font-semibold' : 'border border-line-field'
    }`
  return (
    <nav aria-label={t('admin.overview.range.name')} className="flex flex-wrap items-start gap-2">
      {([7, 30] as const).map((days) => (
        <a
          key={days}
          href={adminPath(days === 7 ? {} : { days: String(days) })}
          aria-current={range.choice === days && !custom ? 'true' : undefined}
          className={look(range.choice === days && !custom)}
        >
          {t(`admin.overview.range.${days}`)}
        </a>
      ))}
      <details open={custom} className="min-w-0">
        <summary className={look(custom)}>
          <span aria-hidden="true" className="disclosure-mark pe-2" />
          {t('admin.overview.range.custom')}
        </summary>
        <form action={adminPath()} method="get" className="flex flex-wrap items-end gap-3 py-3">
          <DateField
            name="from"
            label={t('admin.overview.range.from')}
            max={today}
            defaultValue={typed.from}
            error={errorAt('from')}
          />
          <DateField
            name="to"
            label={t('admin.overview.range.to')}
            max={today}
            defaultValue={typed.to}
            error={errorAt('to')}
          />
          <Button kind="secondary">{t('admin.overview.range.show')}</Button>
        </form>
      </details>
    </nav>
  )
}
