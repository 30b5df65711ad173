import type { Metadata } from 'next'
import { PageFrame } from '@/components/layout/page-frame'
import { ServiceStatus } from '@/components/static/service-status'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { isStale } from '@/lib/ops/freshness'
import { readPublicStatus } from '@/lib/ops/public-status'
import { getOrganisation } from '@/lib/settings/get-organisation'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('static.status.title'), business: name }) }
}

const StatusPage = async () => {
  const [organisation, status] = await Promise.all([getOrganisation(), readPublicStatus()])
  const locale = defaultLocale
  const t = dictionary(locale)
  const stale = status.at !== null && status.provider === 'answering' && isStale(status.at, status.measuredAt)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <ServiceStatus status={status} stale={stale} t={t} locale={locale} />
    </PageFrame>
  )
}

export default StatusPage
