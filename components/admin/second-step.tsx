import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { CodeForm, type CodeState } from './code-form'
import { LeaveSignIn } from './leave-sign-in'
import { PasskeyForm } from './passkey-form'

export type StepProps = {
  t: Translate
  business: string
  name: string
  problem: 'passkey' | 'name' | null
  /** Whether a passkey is possible here. */
  passkeys: boolean
  askPasskey: () => Promise<string | null>
}

type SecondStepProps = StepProps & {
  passStep: (previous: CodeState, form: FormData) => Promise<CodeState>
  passWithPasskey: (form: FormData) => Promise<void>
}

/** The second factor of a colleague who has one. */
export const SecondStep = ({
  t,
  business,
  name,
  problem,
  passkeys,
  askPasskey,
  passStep,
  passWithPasskey,
}: SecondStepProps) => {
  const title = t('common.pageTitle', { page: t('secondStep.title'), business })
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('secondStep.heading')}</h1>
        <p className="text-ink-soft">{t('secondStep.lead', { name })}</p>
      </div>
      <CodeForm
        action={passStep}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          problemHeading: t('secondStep.problem.title'),
          label: t('secondStep.code'),
          hint: t('secondStep.codeHint'),
          submit: t('secondStep.submit'),
        }}
      >
        {problem && (
          <Notice kind="bad" role="alert" title={t('secondStep.problem.title')}>
            <p>{t(`secondStep.problem.${problem}`)}</p>
          </Notice>
        )}
      </CodeForm>
      {passkeys && (
        <PasskeyForm
          kind="use"
          ask={askPasskey}
          action={passWithPasskey}
          label={t('secondStep.passkey')}
          failed={t('secondStep.problem.passkey')}
        />
      )}
      <LeaveSignIn t={t} />
    </>
  )
}
