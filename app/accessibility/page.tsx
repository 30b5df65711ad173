import type { Metadata } from 'next'
import { PageFrame } from '@/components/layout/page-frame'
import { AccessibilityStatement } from '@/components/static/accessibility-statement'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getOrganisation } from '@/lib/settings/get-organisation'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('static.accessibility.title'), business: name }) }
}

const AccessibilityPage = async () => {
  const organisation = await getOrganisation()
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <AccessibilityStatement {...{ organisation, t }} />
    </PageFrame>
  )
}

export default AccessibilityPage
