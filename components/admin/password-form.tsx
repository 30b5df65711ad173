import { SecretField } from '@/components/ui/secret-field'
import type { Translate } from '@/lib/i18n/dictionary'
import { type ConfirmProps, SensitiveForm, type SensitiveState } from './sensitive-form'

type PasswordFormProps = {
  action: (previous: SensitiveState, form: FormData) => Promise<SensitiveState>
  confirm: ConfirmProps
  t: Translate
}

export const PasswordForm = ({ action, confirm, t }: PasswordFormProps) => (
  <SensitiveForm
    action={action}
    submit={t('admin.accountPage.passwordSubmit')}
    kind="secondary"
    problemHeading={t('admin.accountPage.problem.title')}
    confirm={confirm}
  >
    <div className="flex w-full max-w-people flex-col gap-4">
      <SecretField
        name="new_password"
        label={t('admin.accountPage.passwordNew')}
        hint={t('setup.hints.password')}
        autoComplete="new-password"
      />
      <SecretField name="new_password_again" label={t('admin.accountPage.passwordAgain')} autoComplete="new-password" />
    </div>
  </SensitiveForm>
)
