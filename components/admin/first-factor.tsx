import { Notice } from '@/components/ui/notice'
import type { QrPicture } from '@/components/ui/qr-code'
import { TextField } from '@/components/ui/text-field'
import { AppSetup } from './app-setup'
import { CodeForm, type CodeState } from './code-form'
import { LeaveSignIn } from './leave-sign-in'
import { PasskeyForm } from './passkey-form'
import type { StepProps } from './second-step'

type FirstFactorProps = StepProps & {
  picture: QrPicture
  secret: string
  turnOnApp: (previous: CodeState, form: FormData) => Promise<CodeState>
  turnOnPasskey: (form: FormData) => Promise<void>
}

/** A colleague whose role needs a second factor and who has none yet chooses one. */
export const FirstFactor = (props: FirstFactorProps) => {
  const { t, business, problem, passkeys, askPasskey, picture, secret, turnOnApp, turnOnPasskey } = props
  const title = t('common.pageTitle', { page: t('secondStep.setUpHeading'), business })
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('secondStep.setUpHeading')}</h1>
        <p className="text-ink-soft">{t('secondStep.setUpLead')}</p>
      </div>
      {problem && (
        <Notice kind="bad" role="alert" title={t('secondStep.problem.title')}>
          <p>{t(`secondStep.problem.${problem}`)}</p>
        </Notice>
      )}
      {passkeys && (
        <PasskeyForm
          kind="create"
          ask={askPasskey}
          action={turnOnPasskey}
          label={t('secondStep.passkeySubmit')}
          failed={t('secondStep.problem.passkey')}
        >
          <h2 className="text-h2 font-bold">{t('secondStep.passkeyHeading')}</h2>
          <p>{t('secondStep.passkeyLead')}</p>
          <TextField
            name="device"
            label={t('secondStep.passkeyName')}
            hint={t('secondStep.passkeyNameHint')}
            maxLength={60}
          />
        </PasskeyForm>
      )}
      <section className="flex flex-col gap-4" aria-labelledby="app">
        <h2 id="app" className="text-h2 font-bold">
          {t('secondStep.appHeading')}
        </h2>
        <AppSetup picture={picture} secret={secret} t={t} />
        <CodeForm
          action={turnOnApp}
          words={{
            title,
            problemTitle: t('common.problemTitle', { title }),
            problemHeading: t('secondStep.problem.title'),
            label: t('secondStep.appCode'),
            submit: t('secondStep.appSubmit'),
          }}
        />
      </section>
      <LeaveSignIn t={t} />
    </>
  )
}
