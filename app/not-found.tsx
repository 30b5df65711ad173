import type { Metadata } from 'next'
import { PageFrame } from '@/components/layout/page-frame'
import { ButtonLink } from '@/components/ui/button'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { startPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('problems.notFound.title'), business: name }) }
}

/** The same for what never was, what has ended and what belongs to somebody else. */
const NotFoundPage = async () => {
  const organisation = await getOrganisation()
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <h1 className="text-h1 font-bold">{t('problems.notFound.heading')}</h1>
      <div className="flex flex-col gap-3 text-read">
        <p>{t('problems.notFound.text')}</p>
        <p>{t('problems.notFound.browser')}</p>
      </div>
      <p>
        <ButtonLink href={startPath()}>{t('problems.notFound.start')}</ButtonLink>
      </p>
    </PageFrame>
  )
}

export default NotFoundPage
