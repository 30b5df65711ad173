import { Notice } from '@/components/ui/notice'
import type { QrPicture } from '@/components/ui/qr-code'
import { TextField } from '@/components/ui/text-field'
import { accountPath, withNotice } from '@/lib/paths'
import { AppSetup } from './app-setup'
import { CodeForm, type CodeState } from './code-form'
import { codesWords } from './codes-words'
import { LeaveSignIn } from './leave-sign-in'
import { PasskeyForm } from './passkey-form'
import type { StepProps } from './second-step'

type FirstFactorProps = StepProps & {
  /** null once the app is on: then its form shows the recovery codes. */
  app: { picture: QrPicture; secret: string } | null
  turnOnApp: (previous: CodeState, form: FormData) => Promise<CodeState>
  turnOnPasskey: (form: FormData) => Promise<void>
}

/** A colleague whose role needs a second factor and who has none yet chooses one. */
export const FirstFactor = (props: FirstFactorProps) => {
  const { t, business, problem, passkeys, askPasskey, app, turnOnApp, turnOnPasskey } = props
  const title = t('common.pageTitle', { page: t(app ? 'secondStep.setUpHeading' : 'secondStep.keepHeading'), business })
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t(app ? 'secondStep.setUpHeading' : 'secondStep.keepHeading')}</h1>
        <p className="text-ink-soft">{t(app ? 'secondStep.setUpLead' : 'secondStep.keepLead')}</p>
      </div>
      {problem && (
        <Notice kind="bad" role="alert" title={t('secondStep.problem.title')}>
          <p>{t(`secondStep.problem.${problem}`)}</p>
        </Notice>
      )}
      {app && passkeys && (
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
      {/* The form stays at its place in both: React finds the answer to it there. */}
      <section className="flex flex-col gap-4">
        {app && <h2 className="text-h2 font-bold">{t('secondStep.appHeading')}</h2>}
        {app && <AppSetup {...app} t={t} />}
        <CodeForm
          action={turnOnApp}
          words={{
            title,
            problemTitle: t('common.problemTitle', { title }),
            problemHeading: t('secondStep.problem.title'),
            label: t('secondStep.appCode'),
            submit: t('secondStep.appSubmit'),
          }}
          codes={{
            ...codesWords(t),
            kept: t('secondStep.kept'),
            next: withNotice(accountPath(), 'app_added'),
          }}
        />
      </section>
      {app && <LeaveSignIn t={t} />}
    </>
  )
}
