import { redirect } from 'next/navigation'
import { DayTiles } from '@/components/admin/day-tiles'
import { FirstDay } from '@/components/admin/first-day'
import { NeedsList } from '@/components/admin/needs-list'
import { OverviewDays } from '@/components/admin/overview-days'
import { ProviderPanel } from '@/components/admin/provider-panel'
import { SaidNotice } from '@/components/admin/said-notice'
import { Section } from '@/components/admin/section'
import { Notice } from '@/components/ui/notice'
import { may, permit } from '@/lib/auth/permissions'
import { requireAdmin } from '@/lib/auth/require-admin'
import { now } from '@/lib/clock'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { getOverview, type Overview } from '@/lib/insights/get-overview'
import { waitingFilters } from '@/lib/insights/needs-you'
import { readRange } from '@/lib/kyc/day-range'
import { indiaDayOf } from '@/lib/kyc/india-time'
import { setupPath } from '@/lib/paths'
import { readFirstSteps } from '@/lib/settings/first-steps'
import { Console } from './console'
import { firstRoomPath } from './rooms'

const locale = defaultLocale
const oneOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

const Now = ({ overview, today, t }: { overview: Overview; today: string; t: Translate }) => (
  <>
    <Section id="numbers" heading={t('admin.overview.numbers')}>
      <DayTiles today={overview.today} yesterday={overview.yesterday} day={today} t={t} locale={locale} />
      <p className="text-small text-ink-soft">
        {t('admin.overview.asOf', { time: formatDateTime(overview.countedAt, locale) })}
      </p>
    </Section>
    <div className="grid gap-8 lg:grid-cols-2">
      <Section id="needs-you" heading={t('admin.overview.needsYou')}>
        <NeedsList needs={overview.needsYou} filters={waitingFilters} t={t} locale={locale} />
      </Section>
      <Section id="provider" heading={t('admin.overview.provider.heading')}>
        <ProviderPanel provider={overview.provider} t={t} locale={locale} />
      </Section>
    </div>
  </>
)

const OverviewPage = async ({ searchParams }: PageProps<'/admin'>) => {
  const colleague = await requireAdmin()
  const actor = permit(colleague, 'sessions.read')
  // Everybody is sent here after the sign-in, also those whose rooms are others.
  if (!actor) redirect(firstRoomPath(colleague))
  const t = dictionary(locale)
  const query = await searchParams
  const today = indiaDayOf(now())
  const asked = readRange({ days: oneOf(query.days), from: oneOf(query.from), to: oneOf(query.to) }, today)
  const title = t('admin.overview.title')
  const leads = may(actor, 'settings.manage')
  const [overview, steps] = await Promise.all([getOverview(actor, asked.range), readFirstSteps(actor)])
  const { silentSince } = overview.provider
  return (
    <Console actor={actor} t={t} page={asked.problem ? t('common.problemTitle', { title }) : title} room="overview">
      <h1 className="text-h1 font-bold">{t('admin.overview.heading')}</h1>
      <SaidNotice said={query.said} t={t} />
      {silentSince && (
        <Notice kind="warn">
          <p>{t('admin.overview.silent', { time: formatDateTime(silentSince, locale) })}</p>
        </Notice>
      )}
      {asked.problem?.field === 'days' && (
        <Notice kind="info" role="status">
          <p>{t(`admin.overview.range.problems.${asked.problem.code}`)}</p>
        </Notice>
      )}
      {overview.hasFigures ? (
        <>
          {leads && !steps.session && (
            <Notice kind="info">
              <p>
                {t('admin.overview.firstDay.unfinished')} <a href={setupPath()}>{t('admin.overview.firstDay.goOn')}</a>
              </p>
            </Notice>
          )}
          <Now overview={overview} today={today} t={t} />
          <OverviewDays asked={asked} figures={overview} today={today} t={t} locale={locale} />
        </>
      ) : (
        <FirstDay steps={steps} leads={leads} later={t('admin.overview.firstDay.lead')} t={t} />
      )}
    </Console>
  )
}

export default OverviewPage
