import { Button, ButtonLink } from '@/components/ui/button'
import { StepList } from '@/components/ui/step-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { refreshSeconds } from '@/lib/kyc/wait-plan'
import { callbackPath, startAgainPath } from '@/lib/paths'
import type { PersonSession } from '@/lib/sessions/session-dto'
import { AutoCheck } from './auto-check'
import { OutcomeHeading } from './outcome-heading'
import { type MovingView, waitWords } from './wait-words'

type FormAction = (form: FormData) => Promise<void>

type Props = {
  session: PersonSession
  view: MovingView
  ageMs: number
  /** The person pressed "Stop checking by itself". */
  autoOff: boolean
  cancel: FormAction
  t: Translate
}

/** Leads to the start page, whose notice carries the one form that may leave for DigiLocker. */
const BackToDigiLocker = ({ view, session, t }: { view: 'away' | 'checking' } & Pick<Props, 'session' | 't'>) => (
  <div className="flex flex-col items-start gap-2">
    <ButtonLink href={startAgainPath(session.handle, session.invited)} kind={view === 'away' ? 'primary' : 'secondary'}>
      {t(view === 'away' ? 'callback.away.continue' : 'callback.checking.again')}
    </ButtonLink>
    <p className="text-body text-ink-soft">{t(`callback.${view}.hint`)}</p>
  </div>
)

const CancelForm = ({ handle, cancel, t }: { handle: string; cancel: FormAction; t: Translate }) => (
  <form action={cancel} className="flex flex-col items-start gap-2">
    <input type="hidden" name="handle" value={handle} />
    <Button type="submit" kind="secondary">
      {t('callback.wait.cancel')}
    </Button>
    <p className="text-body text-ink-soft">{t('callback.wait.cancelHint')}</p>
  </form>
)

/** A wait in words: where it stands, how to look again, and after two minutes the other ways (ux 4.4, F-12). */
export const WaitPanel = ({ session, view, ageMs, autoOff, cancel, t }: Props) => {
  const words = waitWords({ session, view, ageMs, t })
  const path = callbackPath(session.handle)
  const stuck = words.stage === 'stuck'
  const wayBack = !words.over && (view === 'away' || (view === 'checking' && stuck)) ? view : null
  return (
    <>
      <OutcomeHeading tone="info" icon="clock" heading={words.heading}>
        <p>{words.sentence}</p>
        {view === 'checking' ? (
          <p className="text-body text-ink-soft">
            {t(words.over ? 'callback.wait.over' : 'callback.wait.openUntil', { time: formatTime(session.openUntil) })}
          </p>
        ) : null}
      </OutcomeHeading>
      <section aria-label={t('callback.steps.label')}>
        <StepList items={words.steps} />
      </section>
      <div className="flex flex-col items-start gap-6">
        {wayBack === 'away' ? <BackToDigiLocker view="away" session={session} t={t} /> : null}
        <AutoCheck path={path} seconds={refreshSeconds(ageMs)} off={autoOff} first={wayBack !== 'away'} t={t} />
        {wayBack === 'checking' ? <BackToDigiLocker view="checking" session={session} t={t} /> : null}
        {view === 'away' || stuck ? <CancelForm handle={session.handle} cancel={cancel} t={t} /> : null}
      </div>
    </>
  )
}
