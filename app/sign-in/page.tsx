import { redirect } from 'next/navigation'
import { PasskeyForm } from '@/components/admin/passkey-form'
import { SignInFailed } from '@/components/admin/sign-in-failed'
import { SignInForm } from '@/components/admin/sign-in-form'
import { DoorFrame } from '@/components/layout/door-frame'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { passkeyDomain } from '@/lib/auth/passkey-origin'
import { currentAdmin } from '@/lib/auth/require-admin'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminPath, ssoPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { askPasskey, enterWithPasskey, signIn } from './actions'

const notices = ['ready', 'joined', 'signed_out', 'ended'] as const

const SignInPage = async ({ searchParams }: PageProps<'/sign-in'>) => {
  if (await currentAdmin()) redirect(adminPath())
  const t = dictionary(defaultLocale)
  const organisation = await getOrganisation()
  const { said, error } = await searchParams
  const notice = notices.find((word) => word === said)
  const title = t('common.pageTitle', { page: t('signIn.title'), business: organisation.name })
  return (
    <DoorFrame business={organisation.name} demo={organisation.demo} t={t}>
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('signIn.heading')}</h1>
        <p className="text-body text-ink-soft">{t('signIn.lead', { business: organisation.name })}</p>
      </div>
      <SignInForm
        action={signIn}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          problemHeading: t('signIn.problem.title'),
          email: t('signIn.email'),
          password: t('signIn.password'),
          submit: t('signIn.submit'),
        }}
      >
        {notice && (
          <Notice kind={notice === 'ended' ? 'info' : 'good'} role="status">
            <p>{t(`signIn.said.${notice}`)}</p>
          </Notice>
        )}
        {/* next-auth's own form posts end here; its reasons are one sentence too. */}
        {said === 'passkey' && (
          <Notice kind="bad" role="alert" title={t('signIn.problem.title')}>
            <p>{t('signIn.problem.passkey')}</p>
          </Notice>
        )}
        {error !== undefined && <SignInFailed error={error} t={t} />}
      </SignInForm>
      {env().sso && (
        <div>
          <ButtonLink href={ssoPath()} kind="secondary">
            {t('signIn.sso')}
          </ButtonLink>
        </div>
      )}
      {passkeyDomain() !== null && (
        <PasskeyForm
          kind="use"
          ask={askPasskey}
          action={enterWithPasskey}
          label={t('signIn.passkey')}
          failed={t('signIn.problem.passkey')}
        />
      )}
      <p className="text-body text-ink-soft">{t('signIn.idle')}</p>
    </DoorFrame>
  )
}

export default SignInPage
