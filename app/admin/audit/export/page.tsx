import { AuditFilterFacts } from '@/components/admin/audit-filter-facts'
import { Crumbs } from '@/components/admin/crumbs'
import { ExportForm } from '@/components/admin/export-form'
import { Section } from '@/components/admin/section'
import { Notice } from '@/components/ui/notice'
import { auditQuery, readAuditFilter } from '@/lib/audit/audit-filter'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { adminAuditPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { confirmProps } from '../../presence'
import { askAuditExport } from './actions'

const AuditExportPage = async ({ searchParams }: PageProps<'/admin/audit/export'>) => {
  const actor = await requirePermission('audit.read', 'audit.export')
  const { filter, wrong } = readAuditFilter(await searchParams)
  const query = auditQuery(filter)
  const t = dictionary(locale)
  const [{ name }, confirm] = await Promise.all([getOrganisation(), confirmProps(actor)])
  const title = t('common.pageTitle', { page: t('admin.audit.exportPage.title'), business: name })
  return (
    <Console actor={actor} t={t} page={null} room="audit">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.audit'), href: adminAuditPath(query) },
          { text: t('admin.audit.exportPage.title') },
        ]}
      />
      <div className="flex max-w-read flex-col gap-3">
        <h1 className="text-h1 font-bold">{t('admin.audit.exportPage.heading')}</h1>
        <p>{t('admin.audit.exportPage.holds')}</p>
        <p>{t('admin.export.names')}</p>
      </div>
      {wrong.length > 0 && (
        <Notice kind="warn" role="status">
          <p>{t('admin.export.wrongFilter')}</p>
        </Notice>
      )}
      <Section id="filter" heading={t('admin.audit.exportPage.filterHeading')}>
        <AuditFilterFacts filter={filter} t={t} />
      </Section>
      <ExportForm
        action={askAuditExport}
        filter={new URLSearchParams(query).toString()}
        confirm={confirm}
        formats={[
          { value: 'jsonl', label: t('admin.export.jsonl'), hint: t('admin.export.jsonlHint') },
          { value: 'csv', label: t('admin.export.csv'), hint: t('admin.export.csvHint') },
        ]}
        backHref={adminAuditPath(query)}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          format: t('admin.export.format'),
          reason: t('admin.export.reason'),
          hint: t('admin.export.reasonHint'),
          submit: t('admin.export.submit'),
          back: t('admin.export.back'),
        }}
      />
    </Console>
  )
}

export default AuditExportPage
