import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { InvitedPanel, type InvitedView } from '@/components/invited/invited-panel'
import { PageFrame } from '@/components/layout/page-frame'
import { StartPage } from '@/components/start/start-page'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import type { StartView } from '@/lib/invites/get-invited'
import { isInAppBrowser } from '@/lib/kyc/in-app-browser'
import type { StartState } from '@/lib/kyc/start-state'
import { lastSession } from '@/lib/sessions/last-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { lastTemplateVersion, templateInUse } from '@/lib/templates/template-version'
import { continueSession } from './actions'
import { destinationHost } from './destination'
import { shownTemplate, startReady } from './ready'

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
  if (shows.view !== 'start')
    return (
      <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
        <InvitedPanel {...{ organisation, said, here, actions, t, locale }} invited={shows} />
      </PageFrame>
    )
  const current = await templateInUse(shows.templateId)
  const template = await shownTemplate(head, current, () => lastTemplateVersion(shows.templateId))
  const ready = await startReady({ t, locale, organisation, template })
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <StartPage
        t={t}
        locale={locale}
        organisation={organisation}
        ready={ready}
        lastOfClosed={ready ? null : await lastSession()}
        closed={organisation.ready && current === null}
        updated={false}
        host={destinationHost()}
        inAppAddress={isInAppBrowser(head.get('user-agent')) ? link : null}
        here={here}
        actions={{ start: actions.start, decline: actions.decline, continueThere: continueSession }}
        toPhone={env().phoneHandover && actions.toPhone ? { action: actions.toPhone, said } : null}
      />
    </PageFrame>
  )
}
