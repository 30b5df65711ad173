// In this file the segment `[handle]` is the handle.
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { WithdrawForm } from '@/components/callback/withdraw-form'
import { PageFrame } from '@/components/layout/page-frame'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { callbackPath } from '@/lib/paths'
import { getPersonSession } from '@/lib/sessions/get-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { withdrawConsent } from '../actions'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('callback.title.withdraw'), business: name }) }
}

/** One press and one confirmation: never more than giving took (L-06). */
const WithdrawPage = async ({ params }: PageProps<'/callback/[handle]/withdraw'>) => {
  const { handle } = await params
  const [session, organisation] = await Promise.all([getPersonSession(handle), getOrganisation()])
  if (!session) notFound()
  if (!session.withdrawable) redirect(callbackPath(handle))
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <WithdrawForm {...{ session, t, locale }} business={organisation.name} withdraw={withdrawConsent} />
    </PageFrame>
  )
}

export default WithdrawPage
