import { DayCounts } from '@/components/admin/day-counts'
import { SaidNotice } from '@/components/admin/said-notice'
import { SessionTable } from '@/components/admin/session-table'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { requirePermission } from '@/lib/auth/require-permission'
import { now } from '@/lib/clock'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { everySession, filterOf } from '@/lib/kyc/session-filter'
import { adminPath, adminSessionsPath, startPath } from '@/lib/paths'
import { providerTrouble } from '@/lib/provider/breaker'
import { countDays } from '@/lib/sessions/count-days'
import { listSessions } from '@/lib/sessions/list-sessions'
import { Console } from './console'

const OverviewPage = async ({ searchParams }: PageProps<'/admin'>) => {
  const actor = await requirePermission('sessions.read')
  const t = dictionary(defaultLocale)
  const { said } = await searchParams
  const [days, held, stuck, any] = await Promise.all([
    countDays(actor),
    listSessions(actor, { filter: filterOf({ status: 'held' }), from: null }),
    listSessions(actor, { filter: filterOf({ status: 'stuck' }), from: null }),
    listSessions(actor, { filter: everySession, from: null }),
  ])
  const waiting = [...held.rows, ...stuck.rows]
  const trouble = providerTrouble()
  return (
    <Console actor={actor} t={t} page={t('admin.overview.title')} room="overview" here={adminPath()}>
      <h1 className="text-h1 font-bold">{t('admin.overview.heading')}</h1>
      <SaidNotice said={said} t={t} />
      {trouble && (
        <Notice kind="warn">
          <p>{t('admin.overview.silent', { time: formatDateTime(trouble.since, defaultLocale) })}</p>
        </Notice>
      )}
      {any.rows.length === 0 ? (
        <EmptyState title={t('admin.sessions.empty')}>
          <p>{t('admin.sessions.emptyBody')}</p>
          <ButtonLink href={startPath()}>{t('admin.sessions.openStart')}</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <section aria-labelledby="numbers" className="flex flex-col gap-3">
            <h2 id="numbers" className="text-h2 font-bold">
              {t('admin.overview.numbers')}
            </h2>
            <DayCounts today={days.today} yesterday={days.yesterday} t={t} />
            <p className="text-small text-ink-soft">
              {t('admin.overview.asOf', { time: formatDateTime(now(), defaultLocale) })}
            </p>
          </section>
          <section aria-labelledby="needs-you" className="flex flex-col gap-3">
            <h2 id="needs-you" className="text-h2 font-bold">
              {t('admin.overview.needsYou')}
            </h2>
            {waiting.length === 0 ? (
              <p className="text-ink-soft">{t('admin.overview.nothing')}</p>
            ) : (
              <SessionTable rows={waiting} t={t} locale={defaultLocale} />
            )}
            <div>
              <ButtonLink href={adminSessionsPath()} kind="secondary">
                {t('admin.overview.all')}
              </ButtonLink>
            </div>
          </section>
        </>
      )}
    </Console>
  )
}

export default OverviewPage
