import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime, formatNumber } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { Retention } from '@/lib/kyc/retention'

type Figures = { sessions: number; unstarted: number; invitations: number }
type Run = Figures & { at: Date }
type Plan = { next: Run; last: Run | null; underWay: Run | null }

type KeptFactsProps = {
  periods: Retention
  plan: Plan
  /** Beyond it nobody counted. */
  mostCounted: number
  t: Translate
  locale: Locale
}

/** How long each kind of data is kept, what the erasure does next and what it did last (L-09). */
export const KeptFacts = ({ periods, plan, mostCounted, t, locale }: KeptFactsProps) => {
  const count = (figure: number): string =>
    figure > mostCounted
      ? t('settings.kept.moreThan', { count: formatNumber(mostCounted, locale) })
      : formatNumber(figure, locale)
  const figures = (run: Run): string =>
    t('settings.kept.figures', {
      time: formatDateTime(run.at, locale),
      sessions: count(run.sessions),
      unstarted: count(run.unstarted),
      invitations: count(run.invitations),
    })
  const said = (run: Run, nothing: 'nothing' | 'nothingWas'): string =>
    run.sessions + run.unstarted + run.invitations === 0
      ? t(`settings.kept.${nothing}`, { time: formatDateTime(run.at, locale) })
      : figures(run)
  const { next, last, underWay } = plan
  return (
    <SummaryList
      items={[
        { term: t('settings.kept.sessions'), value: t('settings.kept.sessionsDays', { days: periods.session_days }) },
        { term: t('settings.kept.unstarted'), value: t('settings.kept.unstartedTime') },
        { term: t('settings.kept.audit'), value: t('settings.kept.auditDays', { days: periods.audit_days }) },
        { term: t('settings.kept.result'), value: t('settings.kept.resultTime') },
        { term: t('settings.kept.next'), value: said(next, 'nothing') },
        ...(underWay ? [{ term: t('settings.kept.underWay'), value: figures(underWay) }] : []),
        { term: t('settings.kept.last'), value: last ? said(last, 'nothingWas') : t('settings.kept.never') },
      ]}
    />
  )
}
