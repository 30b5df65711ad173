import { ConnectionForm } from '@/components/admin/connection-form'
import { KeptFacts } from '@/components/admin/kept-facts'
import { OrganisationForm } from '@/components/admin/organisation-form'
import { Section } from '@/components/admin/section'
import { SettingsSaid } from '@/components/admin/settings-said'
import { MailSection, SsoSection } from '@/components/admin/settings-tests'
import { Notice } from '@/components/ui/notice'
import { SummaryList } from '@/components/ui/summary-list'
import { requirePermission } from '@/lib/auth/require-permission'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { organisationAnswers } from '@/lib/kyc/organisation-form'
import { brandingPath, keptPath, settingsPath } from '@/lib/paths'
import { getErasurePlan, mostCounted } from '@/lib/privacy/erasure-plan'
import { getRetention } from '@/lib/privacy/retention'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { getSavedOrganisation } from '@/lib/settings/save-organisation'
import { getAccount } from '@/lib/staff/get-account'
import { Console } from '../console'
import { saveOrganisation, tryConnection, tryMail, trySso } from './actions'
import { mailFacts, ssoFacts } from './connected'
import { organisationWords } from './organisation-words'

const SettingsPage = async ({ searchParams }: PageProps<'/admin/settings'>) => {
  const actor = await requirePermission('settings.manage')
  const [{ saved, stamp }, periods, plan, { name: business }, { email }, { said }] = await Promise.all([
    getSavedOrganisation(actor),
    getRetention(),
    getErasurePlan(actor),
    getOrganisation(),
    getAccount(actor),
    searchParams,
  ])
  const t = dictionary(defaultLocale)
  const { sandbox } = env()
  const isTestKey = !sandbox.standIn && !sandbox.apiKey.startsWith('key_live_')
  const keyWord = isTestKey ? 'settings.connection.testKey' : 'settings.connection.live'
  return (
    <Console actor={actor} t={t} page={null} room="settings">
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('settings.heading')}</h1>
        <p className="max-w-read text-ink-soft">{t('settings.lead')}</p>
      </div>
      <SettingsSaid said={said} t={t} />
      <p>
        <a href={brandingPath()} className="inline-block py-2">
          {t('settings.look.link')}
        </a>
      </p>
      <Section id="organisation" heading={t('settings.organisation.heading')}>
        <p className="max-w-read text-ink-soft">{t('settings.organisation.lead')}</p>
        <OrganisationForm
          action={saveOrganisation}
          answers={organisationAnswers(saved)}
          stamp={stamp}
          hereHref={settingsPath()}
          words={organisationWords(t, t('common.pageTitle', { page: t('settings.title'), business }))}
        />
      </Section>
      <Section id="connection" heading={t('settings.connection.heading')}>
        <SummaryList
          items={[
            { term: t('settings.connection.host'), value: <bdi dir="ltr">{new URL(sandbox.baseUrl).host}</bdi> },
            {
              term: t('settings.connection.key'),
              value: t(sandbox.standIn ? 'settings.connection.simulator' : keyWord),
            },
          ]}
        />
        {isTestKey && (
          <Notice kind="warn">
            <p>{t('settings.connection.testKeyHint')}</p>
          </Notice>
        )}
        <p className="max-w-read text-ink-soft">{t('settings.connection.lead')}</p>
        <ConnectionForm action={tryConnection} submit={t('settings.connection.test')} />
      </Section>
      <MailSection mail={mailFacts(email)} action={tryMail} t={t} />
      <SsoSection sso={ssoFacts()} action={trySso} t={t} />
      <Section id="kept" heading={t('settings.kept.heading')}>
        <KeptFacts periods={periods} plan={plan} mostCounted={mostCounted} t={t} locale={defaultLocale} />
        <p>
          <a href={keptPath()} className="inline-block py-2">
            {t('settings.kept.change')}
          </a>
        </p>
      </Section>
    </Console>
  )
}

export default SettingsPage
