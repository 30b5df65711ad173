import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { InvitedPanel } from '@/components/invited/invited-panel'
import { PageFrame } from '@/components/layout/page-frame'
import { StartPage } from '@/components/start/start-page'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getInvited } from '@/lib/invites/get-invited'
import { isInAppBrowser } from '@/lib/kyc/in-app-browser'
import { callbackPath, invitedPath } from '@/lib/paths'
import { lastSession } from '@/lib/sessions/last-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { lastTemplateVersion, templateInUse } from '@/lib/templates/template-version'
import { continueSession } from '../actions'
import { destinationHost } from '../destination'
import { shownTemplate, startReady } from '../ready'
import { askAgain, continueHere, declineInvited, startInvited, toPhoneInvited } from './actions'

/** Behind a link: reads only, so that a mail scanner uses nothing up; Continue is a post. */
const InvitedPage = async ({ params, searchParams }: PageProps<'/start/[token]'>) => {
  const { token } = await params
  const invited = await getInvited(token)
  if (invited.view === 'waiting') redirect(callbackPath(invited.handle))
  const [organisation, head, { said, again }] = await Promise.all([getOrganisation(), headers(), searchParams])
  const locale = defaultLocale
  const t = dictionary(locale)
  const here = invitedPath(token)
  // A No is taken back by opening the page again; nothing changes until the form is sent.
  const shows = invited.view === 'refused' && again !== undefined ? invited.start : invited
  if (shows.view !== 'start')
    return (
      <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
        <InvitedPanel
          invited={shows}
          organisation={organisation}
          said={said}
          here={here}
          actions={{ continueHere: continueHere.bind(null, token), askAgain: askAgain.bind(null, token) }}
          t={t}
          locale={locale}
        />
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
        inAppAddress={isInAppBrowser(head.get('user-agent')) ? env().publicOrigin + here : null}
        actions={{
          start: startInvited.bind(null, token),
          decline: declineInvited.bind(null, token),
          continueThere: continueSession,
        }}
        toPhone={env().phoneHandover ? { action: toPhoneInvited.bind(null, token), here, said } : null}
      />
    </PageFrame>
  )
}

export default InvitedPage
