import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { BegunPanel } from '@/components/invited/begun-panel'
import { InvitedPanel, type InvitedView } from '@/components/invited/invited-panel'
import { PageFrame } from '@/components/layout/page-frame'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import type { StartView } from '@/lib/invites/get-invited'
import type { StartState } from '@/lib/kyc/start-state'
import { lastSession } from '@/lib/sessions/last-session'
import { unfinishedOf } from '@/lib/sessions/unfinished-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { lastTemplateVersion, templateInUse } from '@/lib/templates/template-version'
import { continueSession } from './actions'
import { AskingPage } from './asking-page'

type Post = (form: FormData) => Promise<void>

type Props = {
  shows: InvitedView | StartView
  /** The door this stands at: its address, and what its forms call. */
  here: Route
  /** Opens the page by itself elsewhere; null where the address opens nothing there. */
  link: string | null
  said: unknown
  actions: {
    /** null where there is no link to go on with. */
    continueHere: Post | null
    /** Offered where a mail server is set; elsewhere the business is asked. */
    askAgain: Post
    start: (previous: StartState, form: FormData) => Promise<StartState>
    decline: Post
    /** null where it cannot go on on another device. */
    toPhone: Post | null
  }
}

/** How an invitation stands, or the start page of its template, at whichever of its doors. */
export const InvitedPage = async ({ shows, here, link, said, actions }: Props) => {
  const [organisation, head] = await Promise.all([getOrganisation(), headers()])
  const locale = defaultLocale
  const t = dictionary(locale)
  if (shows.view !== 'start') {
    const ways = { continueHere: actions.continueHere, askAgain: env().mail === null ? null : actions.askAgain }
    return (
      <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
        <InvitedPanel {...{ organisation, said, here, t, locale }} actions={ways} invited={shows} />
      </PageFrame>
    )
  }
  const { templateId, invitationId } = shows
  const current = await templateInUse(templateId)
  const endedAt = current === null ? (await lastTemplateVersion(templateId))?.ended_at : null
  if (endedAt) {
    const [unfinished, last] = await Promise.all([unfinishedOf(invitationId), lastSession()])
    return (
      <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
        <BegunPanel {...{ organisation, endedAt, unfinished, last, t, locale }} continueThere={continueSession} />
      </PageFrame>
    )
  }
  return (
    <AskingPage
      organisation={organisation}
      head={head}
      current={current}
      last={async () => null}
      updated={false}
      here={here}
      link={link}
      said={said}
      actions={{ start: actions.start, decline: actions.decline }}
      toPhone={actions.toPhone}
    />
  )
}
