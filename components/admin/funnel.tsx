import { DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { ShareBar } from '@/components/ui/share-bar'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatNumber, formatShare } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { type Outcomes, outcomeLooks } from './outcome-looks'

type Sum = { started: number; sent: number; returned: number; outcomes: Outcomes }
type FunnelProps = { sum: Sum; t: Translate; locale: Locale }

const steps = ['started', 'sent', 'returned', 'agreed'] as const

/** How far people got, as a picture whose rows say their figures, and as a table. */
export const Funnel = ({ sum, t, locale }: FunnelProps) => {
  const { full, partial } = sum.outcomes
  const counts = { started: sum.started, sent: sum.sent, returned: sum.returned, agreed: full + partial }
  const share = (part: number, whole: number): string => formatShare(part, whole, locale) ?? t('admin.overview.noShare')
  const rows = steps.map((step, index) => ({
    step,
    name: t(`admin.overview.steps.${step}`),
    count: formatNumber(counts[step], locale),
    ofStarted: share(counts[step], counts.started),
    ofBefore: index === 0 ? '' : share(counts[step], counts[steps[index - 1] ?? 'started']),
    parts:
      step === 'agreed'
        ? [
            { key: 'full', value: full, look: outcomeLooks.full },
            { key: 'partial', value: partial, look: outcomeLooks.partial },
          ]
        : [{ key: step, value: counts[step], look: 'solid-accent' as const }],
  }))
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-4">
        {rows.map(({ step, name, count, ofStarted, parts }) => (
          <li key={step} className="flex flex-col gap-1">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-semibold">{name}</span>
              <span className="tabular-nums">
                <span className="font-bold">{count}</span>
                {step !== 'started' && (
                  <span className="text-small text-ink-soft">
                    {' '}
                    · {t('admin.overview.ofStarted', { share: ofStarted })}
                  </span>
                )}
              </span>
            </p>
            <ShareBar id={`funnel-${step}`} whole={counts.started} parts={parts} />
            {step === 'agreed' && (
              <p className="text-small text-ink-soft tabular-nums">
                {t('admin.overview.fullAndPart', {
                  full: formatNumber(full, locale),
                  partial: formatNumber(partial, locale),
                })}
              </p>
            )}
            {step === 'agreed' && counts.agreed > counts.returned && (
              <p className="text-small text-ink-soft">{t('admin.overview.releasedToo')}</p>
            )}
          </li>
        ))}
      </ol>
      <Disclosure summary={t('admin.overview.asTable')}>
        <DataTable
          caption={t('admin.overview.funnel')}
          columns={[
            { key: 'name', label: t('admin.overview.step') },
            { key: 'count', label: t('admin.overview.sessions') },
            { key: 'ofStarted', label: t('admin.overview.shareOfStarted') },
            { key: 'ofBefore', label: t('admin.overview.shareOfBefore') },
          ]}
          rows={[
            ...rows.map(({ step, name, count, ofStarted, ofBefore }) => ({
              key: step,
              cells: { name, count, ofStarted, ofBefore },
            })),
            ...(['full', 'partial'] as const).map((outcome) => ({
              key: outcome,
              cells: {
                name: t(`admin.overview.outcomes.${outcome}`),
                count: formatNumber(sum.outcomes[outcome], locale),
                ofStarted: share(sum.outcomes[outcome], counts.started),
                ofBefore: share(sum.outcomes[outcome], counts.returned),
              },
            })),
          ]}
        />
      </Disclosure>
    </div>
  )
}
