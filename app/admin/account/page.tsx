import { chosenTheme } from '@/app/chosen-theme'
import { AccountSaid } from '@/components/admin/account-said'
import { OwnSignIns } from '@/components/admin/own-sign-ins'
import { PasswordForm } from '@/components/admin/password-form'
import { roleText } from '@/components/admin/role-words'
import { SecondFactors } from '@/components/admin/second-factors'
import { Section } from '@/components/admin/section'
import { SignInFailed } from '@/components/admin/sign-in-failed'
import { ThemeForm } from '@/components/admin/theme-form'
import { SummaryList } from '@/components/ui/summary-list'
import { TypedText } from '@/components/ui/typed-text'
import { passkeyDomain } from '@/lib/auth/passkey-origin'
import { requireAdmin } from '@/lib/auth/require-admin'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { accountThemePath } from '@/lib/paths-account'
import { codesAbout } from '@/lib/staff/codes-about'
import { getAccount } from '@/lib/staff/get-account'
import { Console } from '../console'
import { confirmProps } from '../presence'
import {
  addPasskey,
  askNewPasskey,
  changePassword,
  endSignIn,
  makeRecoveryCodes,
  proveAgain,
  removePasskey,
} from './actions'

/** One's own account: every role has it. */
const AccountPage = async ({ searchParams }: PageProps<'/admin/account'>) => {
  const actor = await requireAdmin()
  const t = dictionary(locale)
  const [account, about, confirm, theme, query] = await Promise.all([
    getAccount(actor),
    codesAbout(actor),
    confirmProps(actor),
    chosenTheme(),
    searchParams,
  ])
  const said = query.said === 'proven' && confirm.stale ? 'not_proven' : query.said
  return (
    <Console actor={actor} t={t} page={t('admin.accountPage.title')} room="account">
      <h1 className="text-h1 font-bold">{t('admin.accountPage.heading')}</h1>
      <AccountSaid said={said} others={query.others} t={t} />
      {query.error !== undefined && (
        <SignInFailed error={query.error} t={t}>
          <p>{t('admin.accountPage.proofFailed')}</p>
        </SignInFailed>
      )}
      <Section id="facts" heading={t('admin.accountPage.facts')}>
        <SummaryList
          items={[
            { term: t('admin.accountPage.name'), value: <bdi>{actor.name}</bdi> },
            { term: t('admin.accountPage.email'), value: <TypedText dir="ltr">{account.email}</TypedText> },
            { term: t('admin.accountPage.role'), value: roleText(actor.role, t) },
          ]}
        />
      </Section>
      <Section id="factors" heading={t('admin.accountPage.factors')}>
        <SecondFactors
          app={account.factors.app}
          codesLeft={account.factors.recoveryCodesLeft}
          passkeys={account.passkeys}
          possible={passkeyDomain() !== null}
          confirm={confirm}
          about={about}
          actions={{
            prove: proveAgain,
            makeCodes: makeRecoveryCodes,
            remove: removePasskey,
            add: addPasskey,
            ask: askNewPasskey,
          }}
          t={t}
          locale={locale}
        />
      </Section>
      {account.hasPassword && (
        <Section id="password" heading={t('admin.accountPage.password')}>
          <PasswordForm action={changePassword} confirm={{ ...confirm, stale: false }} t={t} />
        </Section>
      )}
      <Section id="look" heading={t('admin.accountPage.theme.heading')}>
        <ThemeForm action={accountThemePath()} theme={theme} t={t} />
      </Section>
      <Section id="sign-ins" heading={t('admin.accountPage.signIns')}>
        <p className="text-ink-soft">{t('admin.accountPage.signInsLead')}</p>
        <OwnSignIns signIns={account.signIns} end={endSignIn} t={t} locale={locale} />
      </Section>
    </Console>
  )
}

export default AccountPage
