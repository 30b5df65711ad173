import { FirstDay } from '@/components/admin/first-day'
import { SetupForm, type SetupWords } from '@/components/admin/setup-form'
import { DoorFrame } from '@/components/layout/door-frame'
import { ButtonLink } from '@/components/ui/button'
import { may } from '@/lib/auth/permissions'
import { currentAdmin } from '@/lib/auth/require-admin'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminPath, signInPath } from '@/lib/paths'
import { type FirstSteps, readFirstSteps } from '@/lib/settings/first-steps'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { isSetupOpen } from '@/lib/staff/first-run'
import { organisationFieldWords } from '../admin/settings/organisation-words'
import { finishSetup } from './actions'

const wordsOf = (t: Translate, title: string): SetupWords => {
  const organisation = organisationFieldWords(t)
  return {
    title,
    problemTitle: t('common.problemTitle', { title }),
    summary: t('setup.errors.summary'),
    account: t('setup.account'),
    organisation: t('setup.organisation'),
    organisationLead: t('setup.organisationLead'),
    submit: t('setup.submit'),
    labels: {
      full_name: t('setup.fields.full_name'),
      email: t('setup.fields.email'),
      password: t('setup.fields.password'),
      password_again: t('setup.fields.password_again'),
      ...organisation.labels,
    },
    hints: {
      password: t('setup.hints.password'),
      ...organisation.hints,
    },
  }
}

const Ended = ({ t, title }: { t: Translate; title: string }) => (
  <>
    <title>{title}</title>
    <h1 className="text-h1 font-bold">{t('setup.ended.heading')}</h1>
    <p className="text-body">{t('setup.ended.body')}</p>
    <p className="text-body">{t('setup.ended.again')}</p>
    <pre className="overflow-x-auto rounded bg-sunken p-3 font-mono text-body">npm run setup-token</pre>
    <div>
      <ButtonLink href={signInPath()} kind="secondary">
        {t('setup.ended.signIn')}
      </ButtonLink>
    </div>
  </>
)

type StepsProps = { t: Translate; title: string; steps: FirstSteps; leads: boolean }

/** Where a colleague who is inside already finds what is left to do. */
const Steps = ({ t, title, steps, leads }: StepsProps) => (
  <>
    <title>{title}</title>
    <div className="flex flex-col gap-2">
      <h1 className="text-h1 font-bold">{t('setup.steps.heading')}</h1>
      <p className="text-body text-ink-soft">{t('setup.steps.lead')}</p>
    </div>
    <FirstDay steps={steps} leads={leads} later={null} t={t} />
    <p>
      <a href={adminPath()} className="inline-block py-2">
        {t('setup.steps.overview')}
      </a>
    </p>
  </>
)

/** Opening the link only looks at it; the post uses it up. */
const SetupPage = async ({ searchParams }: PageProps<'/setup'>) => {
  const { token } = await searchParams
  const t = dictionary(defaultLocale)
  const { demo } = await getOrganisation()
  const title = t('common.pageTitle', { page: t('setup.title'), business: t('common.product') })
  const open = typeof token === 'string' && (await isSetupOpen(token))
  const actor = open ? null : await currentAdmin()
  return (
    <DoorFrame business={t('common.product')} demo={demo} t={t}>
      {open ? (
        <>
          <div className="flex flex-col gap-2">
            <h1 className="text-h1 font-bold">{t('setup.heading')}</h1>
            <p className="text-body text-ink-soft">{t('setup.lead')}</p>
          </div>
          <SetupForm action={finishSetup} token={token} words={wordsOf(t, title)} />
        </>
      ) : actor ? (
        <Steps t={t} title={title} steps={await readFirstSteps(actor)} leads={may(actor, 'settings.manage')} />
      ) : (
        <Ended t={t} title={title} />
      )}
    </DoorFrame>
  )
}

export default SetupPage
