import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import type { IconName } from '@/components/ui/icon'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { DocType } from '@/lib/kyc/doc-types'
import { startAgainPath } from '@/lib/paths'
import type { PersonSession } from '@/lib/sessions/session-dto'
import type { Organisation } from '@/lib/settings/get-organisation'
import { OutcomeHeading, type Tone } from './outcome-heading'
import { type ResultWords, resultWords, type SettledView } from './result-words'
import { SignInTips } from './sign-in-tips'

const icons: Record<Tone, IconName> = { good: 'check', info: 'info', warn: 'question', bad: 'warning', plain: 'stop' }

type Props = {
  session: PersonSession
  view: SettledView
  required: readonly DocType[]
  organisation: Organisation
  /** What the person can do about it right here, before anything else. */
  first: ReactNode
  t: Translate
  locale: Locale
}

/** The business is the one thing to do next where it has what it needs; otherwise a new attempt is, if there is one. */
const Actions = ({
  words,
  session,
  organisation,
  t,
}: { words: ResultWords } & Pick<Props, 'session' | 'organisation' | 't'>) => {
  const { return_url, name } = organisation
  if (words.again === null && return_url === null) return null
  return (
    <div className="mt-6 flex flex-col gap-3 sm:flex-row sm:flex-wrap">
      {words.again === null ? null : (
        <ButtonLink
          href={startAgainPath(session.handle, session.invited)}
          kind={words.againFirst ? 'primary' : 'secondary'}
        >
          {words.again}
        </ButtonLink>
      )}
      {return_url === null ? null : (
        <ButtonLink
          href={return_url}
          kind={words.again === null || !words.againFirst ? 'primary' : 'secondary'}
          external
        >
          {t('callback.toBusiness', { business: name })}
        </ButtonLink>
      )}
    </div>
  )
}

/** @param near right below the heading, where it is the first thing that is said */
const Sentences = ({ of, near }: { of: readonly string[]; near: boolean }) =>
  of.length === 0 ? null : (
    <div className={`${near ? 'mt-3' : 'mt-6'} flex flex-col gap-3 text-read`}>
      {of.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )

/** What came of it and what the person may do now (ux 4.5). */
export const ResultPanel = ({ session, view, required, organisation, first, t, locale }: Props) => {
  const words = resultWords({ session, view, required, business: organisation.name, t, locale })
  const elsewhere = [
    ...(words.otherWay ? [t('callback.otherWay', { way: organisation.alternative_way })] : []),
    t('callback.questions', { contact: organisation.contact }),
  ]
  return (
    <>
      <OutcomeHeading tone={words.tone} icon={icons[words.tone]} heading={words.heading}>
        <p>{words.sentence}</p>
      </OutcomeHeading>
      {first}
      <section aria-labelledby="next">
        <h2 id="next" className="text-h2 font-semibold">
          {t('callback.next.heading')}
        </h2>
        <Sentences of={words.again === null ? words.next : [...words.next, t('callback.newAttempt')]} near />
        <Actions words={words} session={session} organisation={organisation} t={t} />
        {words.tips ? (
          <div className="mt-6">
            <SignInTips t={t} />
          </div>
        ) : null}
        <Sentences of={elsewhere} near={words.next.length === 0 && words.again === null} />
      </section>
    </>
  )
}
