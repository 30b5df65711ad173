import { redirect } from 'next/navigation'
import { BulkNotice } from '@/components/admin/bulk-notice'
import { NoSessions } from '@/components/admin/no-sessions'
import { SaidNotice } from '@/components/admin/said-notice'
import { SessionsPanel } from '@/components/admin/sessions-panel'
import { ViewsPanel } from '@/components/admin/views-panel'
import { Notice } from '@/components/ui/notice'
import { may } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/require-permission'
import { now } from '@/lib/clock'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { isOneAddress, readFilter } from '@/lib/kyc/read-filter'
import { adminSessionsPath } from '@/lib/paths'
import { countSessions } from '@/lib/sessions/count-sessions'
import { readPlace } from '@/lib/sessions/list-cursor'
import { listSessions } from '@/lib/sessions/list-sessions'
import { listViews } from '@/lib/views/list-views'
import { viewNameMaxLength } from '@/lib/views/save-view'
import { Console } from '../console'
import { forgetView, keepView } from './actions'
import { placeQuery } from './list-address'

const SessionsPageView = async ({ searchParams }: PageProps<'/admin/sessions'>) => {
  const actor = await requirePermission('sessions.read')
  const query = await searchParams
  const { filter, wrong } = readFilter(query)
  // A place in a list that was not understood would be a place in another list.
  const place = wrong.length > 0 ? readPlace({}) : readPlace(query)
  const here = adminSessionsPath({ ...filter, ...placeQuery(place) })
  if (wrong.length === 0 && !isOneAddress(query, filter)) redirect(here)
  const [page, total, own] = await Promise.all([
    listSessions(actor, { filter, from: place.from }),
    countSessions(actor, filter),
    listViews(actor),
  ])
  // The sessions beyond this place have left the view since; its first page is what is left.
  if (page.rows.length === 0 && place.from !== null) redirect(adminSessionsPath(filter))
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('admin.sessions.title')} room="sessions">
      <h1 className="text-h1 font-bold">{t('admin.sessions.heading')}</h1>
      <SaidNotice said={query.said} t={t} />
      <BulkNotice query={query} t={t} />
      {wrong.length > 0 && (
        <Notice kind="info" role="status">
          <p>{t('admin.sessions.badFilter', { parts: wrong.map((name) => t(`admin.filter.${name}`)).join(', ') })}</p>
        </Notice>
      )}
      {place.lost && (
        <Notice kind="info" role="status">
          <p>{t('admin.sessions.badPlace')}</p>
        </Notice>
      )}
      <ViewsPanel
        filter={filter}
        own={own}
        keep={keepView}
        forget={forgetView}
        nameMaxLength={viewNameMaxLength}
        t={t}
      />
      {page.rows.length === 0 ? (
        <NoSessions filter={filter} t={t} locale={locale} />
      ) : (
        <SessionsPanel
          filter={filter}
          page={page}
          total={total}
          asOf={now()}
          here={here.split('?')[1] ?? ''}
          may={{ cancel: may(actor, 'sessions.act'), export: may(actor, 'sessions.export') && wrong.length === 0 }}
          t={t}
          locale={locale}
        />
      )}
    </Console>
  )
}

export default SessionsPageView
