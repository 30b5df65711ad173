import type { SessionStatus } from './session-status.ts'

/** How long a code that was shown may be typed in (R-15 b). */
export const codeLifeMs = 5 * 60_000

/** Wrong codes before a session can only be reviewed or started again (R-15 b). */
export const codeTries = 5

/** Stands where a colleague's reason would; shorter than any of theirs may be. */
export const releasedByCode = 'code'

export const codePattern = /^\d{6}$/

/**
 * No code is shown this soon after we read the success. Whoever holds the DigiLocker link knows the return address too; this
 * leaves time for the return of the person who really agreed, and a second browser ends the code for good.
 */
export const codeSettleMs = 15_000

/** A code that nobody asked for by then is not given any more: the person is no longer at it. */
export const codeOfferMs = 30 * 60_000

/** What is known of the code of one session; the row begins with the first return in another browser. */
export type CodeFacts = {
  status: SessionStatus
  heldReason: string | null
  consentSeenAt: Date | null
  /** When a second other browser came to the return address. */
  otherReturnAt: Date | null
  shownAt: Date | null
  tries: number
}

export type CodeState =
  /** The provider has not reported a success yet. */
  | { kind: 'early' }
  /** Too soon after it; `waitSeconds` says how long. */
  | { kind: 'settling'; waitSeconds: number }
  | { kind: 'offered' }
  | { kind: 'live'; until: Date; triesLeft: number }
  /** Used, run out, tried too often, or two browsers came back: only a colleague or a new start help now. */
  | { kind: 'over' }

/** Where the code of a session stands. Once over, always over: a session has one code. */
export const codeStateOf = (facts: CodeFacts, now: Date): CodeState => {
  if (facts.otherReturnAt) return { kind: 'over' }
  if (facts.status === 'at_provider' || facts.status === 'starting') return { kind: 'early' }
  if (facts.status !== 'held' || facts.heldReason !== 'unbound_return' || !facts.consentSeenAt) return { kind: 'over' }
  if (facts.shownAt) {
    const until = new Date(facts.shownAt.getTime() + codeLifeMs)
    const triesLeft = codeTries - facts.tries
    return now < until && triesLeft > 0 ? { kind: 'live', until, triesLeft } : { kind: 'over' }
  }
  const age = now.getTime() - facts.consentSeenAt.getTime()
  if (age < codeSettleMs) return { kind: 'settling', waitSeconds: Math.ceil((codeSettleMs - age) / 1000) }
  return age < codeOfferMs ? { kind: 'offered' } : { kind: 'over' }
}
