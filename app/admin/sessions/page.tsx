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
import { isStaffState, type StaffState } from '@/lib/kyc/staff-state'
import { adminSessionsPath, startPath } from '@/lib/paths'
import { asReference, findSessions } from '@/lib/sessions/find-sessions'
import { readCursor } from '@/lib/sessions/list-cursor'
import { listSessions, type SessionsPage } from '@/lib/sessions/list-sessions'
import { Console } from '../console'

type Asked = { state: StaffState | null; reference: string | null; wrong: 'badState' | 'badPlace' | null }

const Nothing = ({ state, reference, t }: Asked & { t: Translate }) => {
  if (state === null && reference === null)
    return (
      <EmptyState title={t('admin.sessions.empty')}>
        <p>{t('admin.sessions.emptyBody')}</p>
        <ButtonLink href={startPath()}>{t('admin.sessions.openStart')}</ButtonLink>
      </EmptyState>
    )
  const title =
    reference === null
      ? t('admin.sessions.noMatch', { state: t(`admin.state.${state ?? 'held'}`) })
      : t('admin.sessions.noReference', { reference })
  return (
    <EmptyState title={title}>
      <ButtonLink href={adminSessionsPath()} kind="secondary">
        {t('admin.sessions.clear')}
      </ButtonLink>
    </EmptyState>
  )
}

const oneOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

const SessionsPageView = async ({ searchParams }: PageProps<'/admin/sessions'>) => {
  const actor = await requirePermission('sessions.read')
  const t = dictionary(defaultLocale)
  const query = await searchParams
  const status = oneOf(query.status)
  const state = isStaffState(status) ? status : null
  const reference = asReference(oneOf(query.q))
  const [after, before] = [oneOf(query.after), oneOf(query.before)]
  const older = readCursor(after)
  const newer = readCursor(before)
  const lost = (after !== '' && !older) || (before !== '' && !newer)
  const wrong = status !== '' && !state ? 'badState' : lost ? 'badPlace' : null

  const from = older ? { older } : newer ? { newer } : null
  const page: SessionsPage = reference
    ? { rows: await findSessions(actor, reference), older: null, newer: null }
    : await listSessions(actor, { state, from })
  const filter = state === null ? {} : { status: state }
  return (
    <Console actor={actor} t={t} page={t('admin.sessions.title')} room="sessions" here={adminSessionsPath(filter)}>
      <h1 className="text-h1 font-bold">{t('admin.sessions.heading')}</h1>
      <SaidNotice said={query.said} t={t} />
      {wrong && (
        <Notice kind="info" role="status">
          <p>{t(`admin.sessions.${wrong}`)}</p>
        </Notice>
      )}
      <SessionFilters state={state} t={t} />
      {page.rows.length === 0 ? (
        <Nothing state={state} reference={reference} wrong={wrong} t={t} />
      ) : (
        <>
          {reference && <p>{t('admin.sessions.found', { reference })}</p>}
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
