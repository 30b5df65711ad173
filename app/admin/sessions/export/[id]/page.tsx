import { notFound } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { ExportDownload } from '@/components/admin/export-download'
import { FilterFacts } from '@/components/admin/filter-facts'
import { Section } from '@/components/admin/section'
import { SummaryList } from '@/components/ui/summary-list'
import { requirePermission } from '@/lib/auth/require-permission'
import { getExport } from '@/lib/export/get-export'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { readFilter } from '@/lib/kyc/read-filter'
import { adminExportFilePath, adminExportFormPath, adminSessionsPath } from '@/lib/paths'
import { Console } from '../../../console'

const ExportReadyPage = async ({ params, searchParams }: PageProps<'/admin/sessions/export/[id]'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.export')
  const entry = await getExport(actor, (await params).id, 'sessions')
  if (!entry) notFound()
  const { filter } = readFilter(Object.fromEntries(new URLSearchParams(entry.filter)))
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('admin.export.readyTitle')} room="sessions">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.sessions'), href: adminSessionsPath(filter) },
          { text: t('admin.export.title'), href: adminExportFormPath(filter) },
          { text: t('admin.export.readyTitle') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.export.readyTitle')}</h1>
      <ExportDownload
        state={entry.state}
        rows={entry.row_count}
        opensUntil={entry.opens_until}
        busy={(await searchParams).said === 'busy'}
        fileHref={adminExportFilePath(entry.id)}
        againHref={adminExportFormPath(filter)}
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
      <Section id="filter" heading={t('admin.export.filterHeading')}>
        <FilterFacts filter={filter} t={t} locale={locale} />
      </Section>
    </Console>
  )
}

export default ExportReadyPage
