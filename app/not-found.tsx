import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { PageFrame } from '@/components/layout/page-frame'
import { ButtonLink } from '@/components/ui/button'
import { sessionCookieName } from '@/lib/auth/session-cookie'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminPath, startPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('problems.notFound.title'), business: name }) }
}

/**
 * The same for what never was, what has ended and what belongs to somebody else. Next makes it part of every answer
 * and without scripts shows no other, so it also speaks to colleagues: whether a sign-in comes along decides the words, and
 * nothing else.
 */
const NotFoundPage = async () => {
  const organisation = await getOrganisation()
  const staff = (await cookies()).has(sessionCookieName())
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <h1 className="text-h1 font-bold">{t('problems.notFound.heading')}</h1>
      <div className="flex flex-col gap-3 text-read">
        {staff ? (
          <p>{t('admin.notFound.text')}</p>
        ) : (
          <>
            <p>{t('problems.notFound.text')}</p>
            <p>{t('problems.notFound.browser')}</p>
          </>
        )}
      </div>
      <p>
        <ButtonLink href={staff ? adminPath() : startPath()}>
          {t(staff ? 'admin.notFound.first' : 'problems.notFound.start')}
        </ButtonLink>
      </p>
    </PageFrame>
  )
}

export default NotFoundPage
