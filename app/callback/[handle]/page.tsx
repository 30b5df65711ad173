// In this file the segment `[handle]` is the handle.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { CodeForm } from '@/components/callback/code-form'
import { SessionPanel } from '@/components/callback/session-panel'
import { WaitPoller } from '@/components/callback/wait-poller'
import { checkLine, spokenLine, waitBegan } from '@/components/callback/wait-words'
import { PageFrame } from '@/components/layout/page-frame'
import { now } from '@/lib/clock'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { isMoving } from '@/lib/kyc/view'
import { refreshSeconds } from '@/lib/kyc/wait-plan'
import { statusPath } from '@/lib/paths'
import { getPersonSession } from '@/lib/sessions/get-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { getTemplateVersion } from '@/lib/templates/template-version'
import { cancelSession, enterCode } from './actions'

type Props = PageProps<'/callback/[handle]'>

const load = cache(getPersonSession)

/** The tab says no more than a bystander may read: neither ids nor what came of it. */
export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const [session, { name }] = await Promise.all([load((await params).handle), getOrganisation()])
  if (!session) notFound()
  const page = t(isMoving(session.view) ? 'callback.title.waiting' : 'callback.title.result')
  return { title: t('common.pageTitle', { page, business: name }) }
}

const codeWords = (t: Translate) => ({
  heading: t('callback.code.heading'),
  lead: t('callback.code.lead'),
  label: t('callback.code.label'),
  hint: t('callback.code.hint'),
  submit: t('callback.code.submit'),
})

const CallbackPage = async ({ params, searchParams }: Props) => {
  const [{ handle }, { auto }] = await Promise.all([params, searchParams])
  const [session, saved] = await Promise.all([load(handle), getOrganisation()])
  if (!session) notFound()
  const template = session.templateVersionId === null ? null : await getTemplateVersion(session.templateVersionId)
  const organisation = { ...saved, return_url: template?.return_url ?? saved.return_url }
  const required = template?.required_docs ?? []
  const locale = defaultLocale
  const t = dictionary(locale)
  const ageMs = now().getTime() - waitBegan(session).getTime()
  const autoOff = auto === 'off'
  const poller = (
    <WaitPoller
      door={statusPath(handle)}
      view={session.view}
      ageMs={ageMs}
      polling={isMoving(session.view) && !autoOff}
      spoken={spokenLine({ session, business: organisation.name, ageMs, t, locale })}
      checks={refreshSeconds(ageMs) === null ? checkLine(handle, t) : null}
      stopped={t('callback.wait.stopped')}
    />
  )
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <SessionPanel
        {...{ session, required, organisation, ageMs, autoOff, poller, t, locale }}
        codeForm={
          session.code === 'asked' ? <CodeForm action={enterCode} handle={handle} words={codeWords(t)} /> : null
        }
        cancel={cancelSession}
      />
    </PageFrame>
  )
}

export default CallbackPage
