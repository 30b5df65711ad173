import { notFound } from 'next/navigation'
import { startAsks } from '@/app/start/asks'
import { destinationHost } from '@/app/start/destination'
import { SessionPanel } from '@/components/callback/session-panel'
import { PageFrame } from '@/components/layout/page-frame'
import { StartPage } from '@/components/start/start-page'
import { Notice } from '@/components/ui/notice'
import { requirePermission } from '@/lib/auth/require-permission'
import { previewedNotice } from '@/lib/consent/store-notice'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { startPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { getTemplate } from '@/lib/templates/list-templates'
import { askedBy, docsOf } from '@/lib/templates/template-version'
import { choices, chosenVersion, readChoice } from '../choice'
import { previewKey } from '../preview-key'
import { previewedSession } from '../previewed-session'
import { pressNothing, startNothing } from './actions'

const nothing = { unfinished: null, last: null, providerSilentSince: null, triesLeft: null, blockedUntil: null }

/** A page for people as a template would make it. Its buttons say that this is a preview. */
const PreviewedPage = async ({ params, searchParams }: PageProps<'/admin/templates/[id]/preview/[part]'>) => {
  const actor = await requirePermission('settings.manage')
  const [{ id, part }, query, organisation] = await Promise.all([params, searchParams, getOrganisation()])
  const template = await getTemplate(actor, id)
  const choice = readChoice(query)
  const version = template && chosenVersion(choice, template)
  const shown = choices.part.find((name) => name === part)
  if (!version || !shown || !organisation.ready) notFound()
  const t = dictionary(locale)
  const business = { ...organisation, return_url: version.return_url ?? organisation.return_url }
  return (
    <div data-theme={choice.theme}>
      <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
        <Notice kind="info" {...(query.pressed === undefined ? {} : { role: 'status' })}>
          <p>{t(query.pressed === undefined ? 'templates.preview.banner' : 'templates.preview.pressed')}</p>
        </Notice>
        {shown === 'start' ? (
          <StartPage
            t={t}
            locale={locale}
            organisation={organisation}
            ready={{
              facts: { ...nothing, start_key: previewKey(id, { ...choice, part: shown }) },
              notice: await previewedNotice(locale, organisation, askedBy(version)),
              asks: startAsks(t, version),
            }}
            closed={false}
            lastOfClosed={null}
            updated={false}
            host={destinationHost()}
            inAppAddress={null}
            here={startPath()}
            actions={{ start: startNothing, decline: pressNothing, continueThere: pressNothing }}
            toPhone={null}
          />
        ) : (
          <>
            <title>{t('common.pageTitle', { page: t('callback.title.result'), business: organisation.name })}</title>
            <SessionPanel
              session={previewedSession(docsOf(version))}
              required={version.required_docs}
              organisation={business}
              ageMs={0}
              autoOff
              poller={null}
              codeForm={null}
              t={t}
              locale={locale}
              cancel={pressNothing}
            />
          </>
        )}
      </PageFrame>
    </div>
  )
}

export default PreviewedPage
