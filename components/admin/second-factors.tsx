import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { accountAppPath } from '@/lib/paths'
import type { CodesAbout } from '@/lib/staff/codes-about'
import { codesWords } from './codes-words'
import type { NewPasskeyState } from './new-passkey-form'
import { OwnPasskeys, type PasskeyLine } from './own-passkeys'
import { type ConfirmProps, SensitiveForm, type SensitiveState } from './sensitive-form'

type Sensitive = (previous: SensitiveState, form: FormData) => Promise<SensitiveState>

type SecondFactorsProps = {
  app: boolean
  codesLeft: number
  passkeys: readonly PasskeyLine[]
  possible: boolean
  confirm: ConfirmProps
  about: CodesAbout
  actions: {
    prove: Sensitive
    makeCodes: Sensitive
    remove: Sensitive
    add: (previous: NewPasskeyState, form: FormData) => Promise<NewPasskeyState>
    ask: () => Promise<string | null>
  }
  t: Translate
  locale: Locale
}

/** What protects this account besides the password. */
export const SecondFactors = (props: SecondFactorsProps) => {
  const { app, codesLeft, passkeys, possible, confirm, about, actions, t, locale } = props
  const codes = codesWords(about, t, locale)
  const problemHeading = t('admin.accountPage.problem.title')
  return (
    <div className="flex flex-col gap-8">
      <p className="text-ink-soft">{t('admin.accountPage.factorsLead')}</p>
      {confirm.stale && (
        <SensitiveForm
          action={actions.prove}
          submit={t('admin.accountPage.unlock')}
          kind="secondary"
          problemHeading={problemHeading}
          confirm={confirm}
        />
      )}
      <div className="flex flex-col gap-3">
        <h3 className="text-h3 font-bold">{t('admin.accountPage.passkeys')}</h3>
        <OwnPasskeys
          passkeys={passkeys}
          possible={possible}
          confirm={confirm}
          codes={codes}
          remove={actions.remove}
          add={actions.add}
          ask={actions.ask}
          t={t}
          locale={locale}
        />
      </div>
      <div className="flex flex-col items-start gap-3">
        <h3 className="text-h3 font-bold">{t('admin.accountPage.app')}</h3>
        <p>{app ? t('admin.accountPage.appOn') : t('admin.accountPage.appOff')}</p>
        {!confirm.stale && (
          <ButtonLink href={accountAppPath()} kind="secondary">
            {app ? t('admin.accountPage.appChange') : t('admin.accountPage.appAdd')}
          </ButtonLink>
        )}
      </div>
      <div className="flex flex-col gap-3">
        <h3 className="text-h3 font-bold">{t('admin.accountPage.codes')}</h3>
        {codesLeft === 0 ? (
          <Notice kind="warn">
            <p>{t('admin.accountPage.codesNone')}</p>
          </Notice>
        ) : (
          <p>{t('admin.accountPage.codesLeft', { count: codesLeft })}</p>
        )}
        <SensitiveForm
          action={actions.makeCodes}
          submit={t('admin.accountPage.codesMake')}
          kind="secondary"
          problemHeading={problemHeading}
          confirm={{ ...confirm, stale: false }}
          revealed={codes}
        >
          {codesLeft > 0 && <p className="text-ink-soft">{t('admin.accountPage.codesReplace')}</p>}
        </SensitiveForm>
      </div>
    </div>
  )
}
