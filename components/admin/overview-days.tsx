import type { ComponentProps } from 'react'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDay } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { AskedRange } from '@/lib/kyc/day-range'
import { Funnel } from './funnel'
import { InvitedFunnel } from './invited-funnel'
import { OutcomeChart } from './outcome-chart'
import { RangePicker } from './range-picker'
import { Section } from './section'
import { StayPanel } from './stay-panel'

type Figures = {
  total: ComponentProps<typeof Funnel>['sum'] & { declined: number }
  periods: ComponentProps<typeof OutcomeChart>['periods']
  stay: ComponentProps<typeof StayPanel>['stay']
  invitations: ComponentProps<typeof InvitedFunnel>['figures']
  /** Counted in `total`, but without rows. */
  erased: number
}
type OverviewDaysProps = { asked: AskedRange; figures: Figures; today: string; t: Translate; locale: Locale }

type FiguresProps = Omit<OverviewDaysProps, 'asked' | 'today'>

const HowFar = ({ figures, t, locale }: FiguresProps) => {
  const { total, invitations } = figures
  return (
    <Section id="funnel" heading={t('admin.overview.funnel')}>
      {invitations.invited > 0 && <InvitedFunnel figures={invitations} t={t} locale={locale} />}
      {total.started > 0 && <Funnel sum={total} t={t} locale={locale} />}
    </Section>
  )
}

const Pictures = ({ figures, t, locale }: FiguresProps) => (
  <>
    <div className="grid gap-8 lg:grid-cols-3">
      <div className="lg:col-span-2">
        <HowFar figures={figures} t={t} locale={locale} />
      </div>
      <Section id="stay" heading={t('admin.overview.stay')}>
        <StayPanel stay={figures.stay} t={t} locale={locale} />
      </Section>
    </div>
    <Section id="outcomes-over-time" heading={t('admin.overview.outcomesOverTime')}>
      <OutcomeChart periods={figures.periods} total={figures.total.outcomes} t={t} locale={locale} />
      <AlsoCounted figures={figures} t={t} />
    </Section>
  </>
)

/** Nobody was sent on their way; who was invited or said No is told all the same. */
const NoneStarted = ({ figures, t, locale }: FiguresProps) => (
  <>
    <p className="text-ink-soft">{t('admin.overview.noneInRange')}</p>
    {figures.invitations.invited > 0 && <HowFar figures={figures} t={t} locale={locale} />}
    <AlsoCounted figures={figures} t={t} />
  </>
)

const AlsoCounted = ({ figures: { total, erased }, t }: Omit<FiguresProps, 'locale'>) => (
  <>
    {total.declined > 0 && (
      <p className="text-small text-ink-soft">{t('admin.overview.declinedToo', { count: total.declined })}</p>
    )}
    {erased > 0 && <p className="text-small text-ink-soft">{t('admin.overview.erasedToo', { count: erased })}</p>}
  </>
)

/** The part of the overview that is about chosen days: which, how far people got, how long it took, what became of it. */
export const OverviewDays = ({ asked, figures, today, t, locale }: OverviewDaysProps) => {
  const { first, last } = asked.range
  const days = { first: formatDay(first, locale), last: formatDay(last, locale) }
  return (
    <div className="flex flex-col gap-6 border-t border-line pt-8">
      <RangePicker asked={asked} today={today} t={t} />
      <p className="text-h3 font-semibold">
        {t(`admin.overview.range.${first === last ? 'shownDay' : 'shown'}`, days)}
      </p>
      {figures.total.started === 0 ? (
        <NoneStarted figures={figures} t={t} locale={locale} />
      ) : (
        <Pictures figures={figures} t={t} locale={locale} />
      )}
    </div>
  )
}
