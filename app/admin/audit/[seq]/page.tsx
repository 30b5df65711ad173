import { notFound } from 'next/navigation'
import { AuditEntryView } from '@/components/admin/audit-entry'
import { Crumbs } from '@/components/admin/crumbs'
import { Notice } from '@/components/ui/notice'
import { Pager } from '@/components/ui/pager'
import { auditQuery, readAuditFilter } from '@/lib/audit/audit-filter'
import { getAuditRow } from '@/lib/audit/get-audit-row'
import { may } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { adminAuditPath, adminAuditRowPath } from '@/lib/paths'
import { Console } from '../../console'

const AuditRowPage = async ({ params, searchParams }: PageProps<'/admin/audit/[seq]'>) => {
  const actor = await requirePermission('audit.read')
  const { seq } = await params
  const entry = /^[1-9]\d{0,14}$/.test(seq) ? await getAuditRow(actor, Number(seq)) : null
  if (!entry) notFound()
  const query = auditQuery(readAuditFilter(await searchParams).filter)
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('admin.audit.entry.title')} room="audit">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.audit'), href: adminAuditPath(query) },
          { text: t('admin.audit.row', { seq: entry.seq }) },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.audit.entry.heading', { seq: entry.seq })}</h1>
      {!entry.intact && (
        <Notice kind="bad" role="alert" title={t('admin.audit.state.brokenTitle')}>
          <p>{t('admin.audit.altered')}</p>
        </Notice>
      )}
      <AuditEntryView entry={entry} opensSessions={may(actor, 'sessions.read')} t={t} locale={locale} />
      <Pager
        newer={entry.newer === null ? undefined : adminAuditRowPath(entry.newer, query)}
        older={entry.older === null ? undefined : adminAuditRowPath(entry.older, query)}
        labels={{
          name: t('admin.audit.entry.neighbours'),
          newer: t('admin.audit.entry.newer'),
          older: t('admin.audit.entry.older'),
        }}
      />
    </Console>
  )
}

export default AuditRowPage
