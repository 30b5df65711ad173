import 'server-only'
import type { Route } from 'next'
import type { ComponentProps } from 'react'
import { PageFrame } from '@/components/layout/page-frame'
import { StartPage } from '@/components/start/start-page'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { isInAppBrowser } from '@/lib/kyc/in-app-browser'
import { lastSession } from '@/lib/sessions/last-session'
import type { Organisation } from '@/lib/settings/get-organisation'
import type { TemplateVersion } from '@/lib/templates/template-version'
import { continueSession } from './actions'
import { destinationHost } from './destination'
import { shownTemplate, startReady } from './ready'

type StartActions = ComponentProps<typeof StartPage>['actions']

type Props = {
  organisation: Organisation
  head: Headers
  /** What is asked now; null where nothing is any more, and `last` says what was. */
  current: TemplateVersion | null
  last: () => Promise<TemplateVersion | null>
  updated: boolean
  /** The door this stands at, and the address that opens it elsewhere; null where none does. */
  here: Route
  link: string | null
  said: unknown
  actions: Omit<StartActions, 'continueThere'>
  /** null where it cannot go on on another device. */
  toPhone: ((form: FormData) => Promise<void>) | null
}

/** The page that asks, at whichever of its doors. */
export const AskingPage = async (props: Props) => {
  const { organisation, head, current, last, updated, here, link, said, actions, toPhone } = props
  const t = dictionary(locale)
  const template = await shownTemplate(head, current, last)
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
        updated={updated}
        host={destinationHost()}
        inAppAddress={isInAppBrowser(head.get('user-agent')) ? link : null}
        here={here}
        actions={{ ...actions, continueThere: continueSession }}
        toPhone={env().phoneHandover && toPhone ? { action: toPhone, said } : null}
      />
    </PageFrame>
  )
}
