import { Notice } from '@/components/ui/notice'
import type { QrPicture } from '@/components/ui/qr-code'
import { TextField } from '@/components/ui/text-field'
import type { Locale } from '@/lib/i18n/locales'
import type { CodesAbout } from '@/lib/staff/codes-about'
import { AppSetup } from './app-setup'
import { CodeForm, type CodeState } from './code-form'
import { codesWords } from './codes-words'
import { LeaveSignIn } from './leave-sign-in'
import { NewPasskeyForm, type NewPasskeyState } from './new-passkey-form'
import type { StepProps } from './second-step'

type FirstFactorProps = StepProps & {
  /** null once a factor is on: then its form shows the recovery codes. */
  app: { picture: QrPicture; secret: string } | null
  /** What is on by now. */
  on: 'app' | 'passkey'
  about: CodesAbout
  locale: Locale
  turnOnApp: (previous: CodeState, form: FormData) => Promise<CodeState>
  turnOnPasskey: (previous: NewPasskeyState, form: FormData) => Promise<NewPasskeyState>
}

/** A colleague whose role needs a second factor and who has none yet chooses one. */
export const FirstFactor = (props: FirstFactorProps) => {
  const { t, business, problem, passkeys, askPasskey, app, on, about, locale, turnOnApp, turnOnPasskey } = props
  const title = t('common.pageTitle', { page: t(app ? 'secondStep.setUpHeading' : 'secondStep.keepHeading'), business })
  const codes = codesWords(about, t, locale)
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t(app ? 'secondStep.setUpHeading' : 'secondStep.keepHeading')}</h1>
        <p className="text-ink-soft">{t(app ? 'secondStep.setUpLead' : `secondStep.keepLead.${on}`)}</p>
      </div>
      {problem && (
        <Notice kind="bad" role="alert" title={t('secondStep.problem.title')}>
          <p>{t(`secondStep.problem.${problem}`)}</p>
        </Notice>
      )}
      {/* Both forms stay at their places once a factor is on: React finds the answer to each there. */}
      {passkeys && (
        <NewPasskeyForm
          closed={!app}
          title={title}
          codes={codes}
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
        </NewPasskeyForm>
      )}
      <section className="flex flex-col gap-4">
        {app && <h2 className="text-h2 font-bold">{t('secondStep.appHeading')}</h2>}
        <CodeForm
          closed={!app}
          setUp={app && <AppSetup {...app} t={t} />}
          action={turnOnApp}
          words={{
            title,
            problemTitle: t('common.problemTitle', { title }),
            problemHeading: t('secondStep.problem.title'),
            label: t('secondStep.appCode'),
            submit: t('secondStep.appSubmit'),
          }}
          codes={codes}
        />
      </section>
      {app && <LeaveSignIn t={t} />}
    </>
  )
}
