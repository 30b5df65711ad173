import { SaidNotice } from '@/components/admin/said-notice'
import { SessionFilters } from '@/components/admin/session-filters'
import { SessionTable } from '@/components/admin/session-table'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Pager } from '@/components/ui/pager'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { readFilter } from '@/lib/kyc/read-filter'
import { isEverySession, type SessionFilter } from '@/lib/kyc/session-filter'
import { adminSessionsPath, startPath } from '@/lib/paths'
import { readPlace } from '@/lib/sessions/list-cursor'
import { listSessions } from '@/lib/sessions/list-sessions'
import { Console } from '../console'

const Nothing = ({ filter, t }: { filter: SessionFilter; t: Translate }) =>
  isEverySession(filter) ? (
    <EmptyState title={t('admin.sessions.empty')}>
      <p>{t('admin.sessions.emptyBody')}</p>
      <ButtonLink href={startPath()}>{t('admin.sessions.openStart')}</ButtonLink>
    </EmptyState>
  ) : (
    <EmptyState
      title={
        filter.q === null
          ? t('admin.sessions.noMatch', { state: t(`admin.state.${filter.status ?? 'held'}`) })
          : t('admin.sessions.noReference', { reference: filter.q })
      }
    >
      <ButtonLink href={adminSessionsPath()} kind="secondary">
        {t('admin.sessions.clear')}
      </ButtonLink>
    </EmptyState>
  )

const SessionsPageView = async ({ searchParams }: PageProps<'/admin/sessions'>) => {
  const actor = await requirePermission('sessions.read')
  const t = dictionary(defaultLocale)
  const query = await searchParams
  const { filter, wrong: unread } = readFilter(query)
  const place = readPlace(query)
  const wrong = unread.length > 0 ? 'badState' : place.lost ? 'badPlace' : null
  const page = await listSessions(actor, { filter, from: unread.length > 0 ? null : place.from })
  return (
    <Console actor={actor} t={t} page={t('admin.sessions.title')} room="sessions" here={adminSessionsPath(filter)}>
      <h1 className="text-h1 font-bold">{t('admin.sessions.heading')}</h1>
      <SaidNotice said={query.said} t={t} />
      {wrong && (
        <Notice kind="info" role="status">
          <p>{t(`admin.sessions.${wrong}`)}</p>
        </Notice>
      )}
      <SessionFilters state={filter.status} t={t} />
      {page.rows.length === 0 ? (
        <Nothing filter={filter} t={t} />
      ) : (
        <>
          {filter.q && <p>{t('admin.sessions.found', { reference: filter.q })}</p>}
          <SessionTable rows={page.rows} t={t} locale={defaultLocale} />
        </>
      )}
      <Pager
        newer={page.newer === null ? undefined : adminSessionsPath({ ...filter, before: page.newer })}
        older={page.older === null ? undefined : adminSessionsPath({ ...filter, after: page.older })}
        labels={{
          name: t('admin.sessions.pages'),
          newer: t('admin.sessions.newer'),
          older: t('admin.sessions.older'),
        }}
      />
    </Console>
  )
}

export default SessionsPageView
