import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { PageFrame } from '@/components/layout/page-frame'
import { NoticeDocument } from '@/components/static/notice-document'
import { ButtonLink } from '@/components/ui/button'
import { shownNotice } from '@/lib/consent/store-notice'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { startNear } from '@/lib/paths-known'
import { pageBefore } from '@/lib/security/refusal-page'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { askedBy, publicTemplate } from '@/lib/templates/template-version'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('static.notice.title'), business: name }) }
}

const NoticePage = async () => {
  const [organisation, template, head] = await Promise.all([getOrganisation(), publicTemplate(), headers()])
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      {organisation.ready ? (
        <NoticeDocument
          notice={await shownNotice(locale, organisation, template ? askedBy(template) : undefined)}
          t={t}
        />
      ) : (
        <>
          <h1 className="text-h1 font-bold">{t('static.notice.title')}</h1>
          <p className="text-read">{t('static.notice.notYet')}</p>
        </>
      )}
      <p>
        <ButtonLink href={startNear(pageBefore(head, env().publicOrigin))} kind="secondary">
          {t('static.notice.start')}
        </ButtonLink>
      </p>
    </PageFrame>
  )
}

export default NoticePage
