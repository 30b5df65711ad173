import { notFound } from 'next/navigation'
import { AuditFilterFacts } from '@/components/admin/audit-filter-facts'
import { Crumbs } from '@/components/admin/crumbs'
import { ExportDownload } from '@/components/admin/export-download'
import { Section } from '@/components/admin/section'
import { SummaryList } from '@/components/ui/summary-list'
import { auditQuery, readAuditFilter } from '@/lib/audit/audit-filter'
import { requirePermission } from '@/lib/auth/require-permission'
import { getExport } from '@/lib/export/get-export'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { adminAuditExportFilePath, adminAuditExportFormPath, adminAuditPath } from '@/lib/paths'
import { Console } from '../../../console'

const AuditExportReadyPage = async ({ params, searchParams }: PageProps<'/admin/audit/export/[id]'>) => {
  const actor = await requirePermission('audit.read', 'audit.export')
  const entry = await getExport(actor, (await params).id, 'audit')
  if (!entry) notFound()
  const { filter } = readAuditFilter(Object.fromEntries(new URLSearchParams(entry.filter)))
  const query = auditQuery(filter)
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('admin.export.readyTitle')} room="audit">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.audit'), href: adminAuditPath(query) },
          { text: t('admin.audit.exportPage.title'), href: adminAuditExportFormPath(query) },
          { text: t('admin.export.readyTitle') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.export.readyTitle')}</h1>
      <ExportDownload
        state={entry.state}
        rows={entry.row_count}
        opensUntil={entry.opens_until}
        busy={(await searchParams).said === 'busy'}
        fileHref={adminAuditExportFilePath(entry.id)}
        againHref={adminAuditExportFormPath(query)}
        t={t}
      />
      <Section id="what" heading={t('admin.export.whatHeading')}>
        <SummaryList
          items={[
            { term: t('admin.export.format'), value: t(`admin.export.${entry.format}`) },
            { term: t('admin.export.reason'), value: <bdi>{entry.reason}</bdi> },
          ]}
        />
      </Section>
      <Section id="filter" heading={t('admin.audit.exportPage.filterHeading')}>
        <AuditFilterFacts filter={filter} t={t} />
      </Section>
    </Console>
  )
}

export default AuditExportReadyPage
