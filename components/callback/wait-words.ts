import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { View } from '@/lib/kyc/view'
import { type WaitStage, waitStage } from '@/lib/kyc/wait-plan'
import { callbackPath } from '@/lib/paths'
import type { PersonSession } from '@/lib/sessions/session-dto'
import { resultWords, type SettledView } from './result-words'

export type MovingView = Exclude<View, SettledView>

export type WaitStep = { text: string; state: 'done' | 'now' | 'todo'; stateText: string }

export type WaitWords = {
  stage: WaitStage
  heading: string
  sentence: string
  steps: readonly WaitStep[]
  /** The time at DigiLocker has ended; only our last look is still to come. */
  over: boolean
}

type Facts = { session: PersonSession; view: MovingView; ageMs: number; t: Translate }

/** When the present wait began; its words and its refreshes go by the time since then. */
export const waitBegan = (session: Pick<PersonSession, 'returnedAt' | 'sentAt' | 'createdAt'>): Date =>
  session.returnedAt ?? session.sentAt ?? session.createdAt

const isOver = ({ session, ageMs }: Facts): boolean =>
  waitBegan(session).getTime() + ageMs >= session.openUntil.getTime()

const sentenceOf = (facts: Facts, stage: WaitStage): string => {
  const { session, view, t } = facts
  if (view !== 'away') return t(`callback.${view}.body.${stage}`)
  return t(isOver(facts) ? 'callback.away.over' : 'callback.away.body', { time: formatTime(session.openUntil) })
}

/** The three steps of a journey, of which exactly one is going on. */
const stepsOf = ({ session, view, t }: Facts): WaitStep[] => {
  const texts = [
    { text: t(view === 'opening' ? 'callback.steps.ask' : 'callback.steps.left'), at: session.sentAt },
    { text: t(view === 'checking' ? 'callback.steps.back' : 'callback.steps.return'), at: session.returnedAt },
    { text: t('callback.steps.result'), at: null },
  ]
  const current = { opening: 0, away: 1, checking: 2 }[view]
  return texts.map(({ text, at }, index) => {
    if (index > current) return { text, state: 'todo', stateText: t('callback.steps.todo') }
    if (index === current)
      return { text, state: 'now', stateText: t(view === 'away' ? 'callback.steps.waiting' : 'callback.steps.now') }
    const stateText = at === null ? t('callback.steps.done') : t('callback.steps.doneAt', { time: formatTime(at) })
    return { text, state: 'done', stateText }
  })
}

/** The words of a wait at its age (ux 4.4). */
export const waitWords = (facts: Facts): WaitWords => {
  const stage = waitStage(facts.ageMs)
  return {
    stage,
    heading: facts.t(`callback.${facts.view}.heading`),
    sentence: sentenceOf(facts, stage),
    steps: stepsOf(facts),
    over: isOver(facts),
  }
}

type SpokenFacts = { session: PersonSession; business: string; ageMs: number; t: Translate; locale: Locale }

/** What a screen reader hears when the page has changed by itself: the sentence of a wait, the heading of a result. */
export const spokenLine = ({ session, business, ageMs, t, locale }: SpokenFacts): string => {
  switch (session.view) {
    case 'opening':
    case 'away':
    case 'checking':
      return waitWords({ session, view: session.view, ageMs, t }).sentence
    default:
      // A heading says how many came, not whether the business can do without the rest.
      return resultWords({ session, view: session.view, required: [], business, t, locale }).heading
  }
}

/** "This page checks by itself", and the way to stop it (WCAG 2.2.2). */
export const checkLine = (handle: string, t: Translate) => ({
  text: t('callback.wait.auto'),
  stop: t('callback.wait.stop'),
  stopHref: `${callbackPath(handle)}?auto=off`,
})
