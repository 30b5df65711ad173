import { AuditFilters } from '@/components/admin/audit-filters'
import { AuditTable } from '@/components/admin/audit-table'
import { TrailNotice } from '@/components/admin/trail-notice'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Pager } from '@/components/ui/pager'
import { auditQuery, readAuditFilter, readAuditPlace } from '@/lib/audit/audit-filter'
import { auditActions } from '@/lib/audit/events'
import { listAudit } from '@/lib/audit/list-audit'
import { listColleagues } from '@/lib/audit/list-colleagues'
import { getTrailState } from '@/lib/audit/trail-state'
import { may } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { adminAuditExportFormPath, adminAuditPath } from '@/lib/paths'
import { Console } from '../console'

const AuditPage = async ({ searchParams }: PageProps<'/admin/audit'>) => {
  const actor = await requirePermission('audit.read')
  const t = dictionary(locale)
  const asked = await searchParams
  const { filter, wrong } = readAuditFilter(asked)
  const { from, lost } = readAuditPlace(asked)
  const [page, state, colleagues] = await Promise.all([
    listAudit(actor, filter, from),
    getTrailState(actor),
    listColleagues(actor),
  ])
  const query = auditQuery(filter)
  const altered = page.rows.filter(({ intact }) => !intact).at(-1)
  return (
    <Console actor={actor} t={t} page={t('admin.audit.title')} room="audit">
      <div className="flex flex-col gap-3">
        <h1 className="text-h1 font-bold">{t('admin.audit.heading')}</h1>
        <p className="max-w-read">{t('admin.audit.lead')}</p>
      </div>
      <TrailNotice state={state} t={t} locale={locale} />
      {altered && state.broken === null && (
        <Notice kind="bad" role="alert" title={t('admin.audit.state.brokenTitle')}>
          <p>{t('admin.audit.alteredNotice', { seq: altered.seq })}</p>
        </Notice>
      )}
      {(wrong.length > 0 || lost) && (
        <Notice kind="info" role="status">
          <p>{t(wrong.length > 0 ? 'admin.audit.badFilter' : 'admin.audit.badPlace')}</p>
        </Notice>
      )}
      <AuditFilters filter={filter} colleagues={colleagues} actions={auditActions} t={t} />
      {page.rows.length === 0 ? (
        <EmptyState title={t(Object.keys(query).length === 0 ? 'admin.audit.empty' : 'admin.audit.noMatch')}>
          <ButtonLink href={adminAuditPath()} kind="secondary">
            {t('admin.audit.filters.clear')}
          </ButtonLink>
        </EmptyState>
      ) : (
        <AuditTable rows={page.rows} query={query} t={t} locale={locale} />
      )}
      <Pager
        newer={page.newer === null ? undefined : adminAuditPath({ ...query, before: String(page.newer) })}
        older={page.older === null ? undefined : adminAuditPath({ ...query, after: String(page.older) })}
        labels={{ name: t('admin.audit.pages'), newer: t('admin.audit.newer'), older: t('admin.audit.older') }}
      />
      {/* A file of everything must not be what somebody gets who asked for something else. */}
      {may(actor, 'audit.export') && page.rows.length > 0 && wrong.length === 0 && (
        <div>
          <ButtonLink href={adminAuditExportFormPath(query)} kind="secondary">
            {t('admin.audit.export')}
          </ButtonLink>
        </div>
      )}
    </Console>
  )
}

export default AuditPage
