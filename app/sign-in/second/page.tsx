import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { FirstFactor } from '@/components/admin/first-factor'
import { SecondStep } from '@/components/admin/second-step'
import { DoorFrame } from '@/components/layout/door-frame'
import { passkeyDomain } from '@/lib/auth/passkey-origin'
import { currentAdmin } from '@/lib/auth/require-admin'
import { requirePending } from '@/lib/auth/require-pending'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminPath } from '@/lib/paths'
import { qrPicture } from '@/lib/qr'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { codesAbout } from '@/lib/staff/codes-about'
import { showApp } from '@/lib/staff/enrol-app'
import { factorsOf, hasSecondFactor } from '@/lib/staff/factors-of'
import { askNewPasskey, askOwnPasskey, passStep, passWithPasskey, turnOnApp, turnOnPasskey } from './actions'

const answersForm = (head: Headers): boolean => head.get('content-type')?.startsWith('multipart/form-data') === true

const problems = ['passkey', 'name'] as const

const SecondStepPage = async ({ searchParams }: PageProps<'/sign-in/second'>) => {
  const inside = await currentAdmin()
  // The answer to the code that let them in still has to show the recovery codes; any other visit has nothing to do here.
  if (inside && !answersForm(await headers())) redirect(adminPath())
  const who = inside ?? (await requirePending())
  const t = dictionary(defaultLocale)
  const [organisation, factors, { said }] = await Promise.all([getOrganisation(), factorsOf(who.staffId), searchParams])
  const problem = problems.find((word) => word === said)
  const shared = {
    t,
    business: organisation.name,
    name: who.name,
    problem: problem ?? null,
    passkeys: passkeyDomain() !== null,
  }
  const app = who.kind === 'admin' || hasSecondFactor(factors) ? null : await showApp(who, organisation.name)
  return (
    <DoorFrame business={organisation.name} demo={organisation.demo} t={t}>
      {app || inside ? (
        <FirstFactor
          {...shared}
          about={await codesAbout(who)}
          locale={defaultLocale}
          on={factors.app ? 'app' : 'passkey'}
          app={app && { picture: qrPicture(app.uri), secret: app.secret }}
          turnOnApp={turnOnApp}
          turnOnPasskey={turnOnPasskey}
          askPasskey={askNewPasskey}
        />
      ) : (
        <SecondStep
          {...shared}
          passkeys={shared.passkeys && factors.passkeys > 0}
          passStep={passStep}
          passWithPasskey={passWithPasskey}
          askPasskey={askOwnPasskey}
        />
      )}
    </DoorFrame>
  )
}

export default SecondStepPage
