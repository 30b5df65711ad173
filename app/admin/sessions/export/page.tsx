import { Crumbs } from '@/components/admin/crumbs'
import { ExportForm } from '@/components/admin/export-form'
import { FilterFacts } from '@/components/admin/filter-facts'
import { Section } from '@/components/admin/section'
import { Notice } from '@/components/ui/notice'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { readFilter } from '@/lib/kyc/read-filter'
import { filterQuery } from '@/lib/kyc/session-filter'
import { adminSessionsPath } from '@/lib/paths'
import { countSessions } from '@/lib/sessions/count-sessions'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { confirmProps } from '../../presence'
import { askExport } from './actions'

const ExportPage = async ({ searchParams }: PageProps<'/admin/sessions/export'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.export')
  const { filter, wrong } = readFilter(await searchParams)
  const [{ count, more }, { name }, confirm] = await Promise.all([
    countSessions(actor, filter),
    getOrganisation(),
    confirmProps(actor),
  ])
  const t = dictionary(locale)
  const title = t('common.pageTitle', { page: t('admin.export.title'), business: name })
  return (
    <Console actor={actor} t={t} page={null} room="sessions">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.sessions'), href: adminSessionsPath(filter) }, { text: t('admin.export.title') }]}
      />
      <div className="flex max-w-read flex-col gap-3">
        <h1 className="text-h1 font-bold">
          {t(more ? 'admin.export.headingMore' : 'admin.export.heading', { count })}
        </h1>
        <p>{t('admin.export.holds')}</p>
        <p>{t('admin.export.names')}</p>
      </div>
      {wrong.length > 0 && (
        <Notice kind="warn" role="status">
          <p>{t('admin.export.wrongFilter')}</p>
        </Notice>
      )}
      <Section id="filter" heading={t('admin.export.filterHeading')}>
        <FilterFacts filter={filter} t={t} locale={locale} />
      </Section>
      <ExportForm
        action={askExport}
        filter={new URLSearchParams(filterQuery(filter)).toString()}
        confirm={confirm}
        formats={[
          { value: 'csv', label: t('admin.export.csv'), hint: t('admin.export.csvHint') },
          { value: 'jsonl', label: t('admin.export.jsonl'), hint: t('admin.export.jsonlHint') },
        ]}
        backHref={adminSessionsPath(filter)}
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

export default ExportPage
