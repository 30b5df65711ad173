import { isFinal, type SessionStatus } from './session-status.ts'

/** How long the code on the computer may be taken up by a phone. */
export const handoverLifeMs = 5 * 60_000

/** What is known of one hand-over; `session` is what the phone has begun since, if anything. */
export type HandoverFacts = {
  expiresAt: Date
  takenAt: Date | null
  session: SessionStatus | null
}

/** What the computer's window shows. How it ended on the phone is for the phone alone. */
export type HandoverView = 'waiting' | 'ended' | 'taken' | 'finished'

export const handoverViewOf = ({ expiresAt, takenAt, session }: HandoverFacts, now: Date): HandoverView => {
  if (takenAt === null) return now < expiresAt ? 'waiting' : 'ended'
  return session !== null && isFinal(session) ? 'finished' : 'taken'
}

/** True while the computer's window should look again by itself. */
export const isHandoverMoving = (view: HandoverView): boolean => view === 'waiting' || view === 'taken'

/** The window looks this often without scripts, and for this long after a phone took it up. */
export const handoverRefreshSeconds = 5
export const handoverWatchMs = 15 * 60_000
