import { headers } from 'next/headers'
import { PageFrame } from '@/components/layout/page-frame'
import { StartPage } from '@/components/start/start-page'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { isInAppBrowser } from '@/lib/kyc/in-app-browser'
import { startPath } from '@/lib/paths'
import { lastSession } from '@/lib/sessions/last-session'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { lastPublicTemplate, publicTemplate } from '@/lib/templates/template-version'
import { continueSession, declineHere, startSession, toPhone } from './start/actions'
import { destinationHost } from './start/destination'
import { shownTemplate, startReady } from './start/ready'

const Page = async ({ searchParams }: PageProps<'/'>) => {
  const [organisation, current, head, { updated, said }] = await Promise.all([
    getOrganisation(),
    publicTemplate(),
    headers(),
    searchParams,
  ])
  const locale = defaultLocale
  const t = dictionary(locale)
  const template = await shownTemplate(head, current, lastPublicTemplate)
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
        updated={updated !== undefined}
        host={destinationHost()}
        inAppAddress={isInAppBrowser(head.get('user-agent')) ? env().publicOrigin + startPath() : null}
        here={startPath()}
        actions={{
          start: startSession,
          decline: declineHere,
          continueThere: continueSession,
        }}
        toPhone={env().phoneHandover ? { action: toPhone, said } : null}
      />
    </PageFrame>
  )
}

export default Page
