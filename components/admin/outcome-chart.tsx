import { ChartLegend } from '@/components/ui/chart-look'
import { DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { StackedBars } from '@/components/ui/stacked-bars'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDay, formatNumber, formatShortDay } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { type OutcomeGroup, outcomeGroups } from '@/lib/kyc/outcome-group'
import { type Outcomes, outcomeLooks } from './outcome-looks'

type Period = { first: string; last: string; outcomes: Outcomes }
type OutcomeChartProps = { periods: readonly Period[]; total: Outcomes; t: Translate; locale: Locale }

const chart = 'outcomes'

/** What became of the sessions started on each day, as a picture and as a table. */
export const OutcomeChart = ({ periods, total, t, locale }: OutcomeChartProps) => {
  const groups = outcomeGroups.filter((group) => total[group] > 0)
  const nameOf = (group: OutcomeGroup): string => t(`admin.overview.outcomes.${group}`)
  const daysOf = ({ first, last }: Period): string =>
    first === last
      ? formatDay(first, locale)
      : t('admin.overview.period', { first: formatDay(first, locale), last: formatDay(last, locale) })
  const count = (value: number): string => formatNumber(value, locale)
  return (
    <div className="flex flex-col gap-4">
      <ChartLegend
        chart={chart}
        items={groups.map((group) => ({
          key: group,
          look: outcomeLooks[group],
          text: t('admin.overview.legend', { outcome: nameOf(group), count: count(total[group]) }),
        }))}
      />
      <StackedBars
        id={chart}
        name={t('admin.overview.outcomesPicture')}
        series={groups.map((group) => ({ key: group, look: outcomeLooks[group] }))}
        bars={periods.map((period) => ({
          key: period.first,
          label: formatShortDay(period.first, locale),
          title: [
            daysOf(period),
            ...groups
              .filter((group) => period.outcomes[group] > 0)
              .map((group) =>
                t('admin.overview.legend', { outcome: nameOf(group), count: count(period.outcomes[group]) }),
              ),
          ].join('\n'),
          values: period.outcomes,
        }))}
        format={count}
      />
      <Disclosure summary={t('admin.overview.asTable')}>
        <DataTable
          caption={t('admin.overview.outcomesOverTime')}
          columns={[
            { key: 'days', label: t('admin.overview.startedOn') },
            ...groups.map((group) => ({ key: group, label: nameOf(group) })),
          ]}
          rows={[...periods].reverse().map((period) => ({
            key: period.first,
            cells: {
              days: daysOf(period),
              ...Object.fromEntries(groups.map((group) => [group, count(period.outcomes[group])])),
            },
          }))}
        />
      </Disclosure>
    </div>
  )
}
