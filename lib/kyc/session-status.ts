/*
 * READ FIRST. A session is one start at the provider: one session_id, one nonce, one handle.
 * `starting`     the row is committed, the provider has not answered yet
 * `at_provider`  session_id is known and the person was sent to authorization_url
 * `held`         the provider reports success, but no return proves who consented; nothing is used
 * everything else is final and never moves again, except that a person may withdraw a given consent.
 * Not stored because the clock says it: "checking" (back, not settled), "away" (not back yet), "stuck" (15 min away).
 */
export const sessionStatuses = [
  'starting',
  'at_provider',
  'held',
  'succeeded',
  'partial',
  'none',
  'failed',
  'expired',
  'cancelled',
  'withdrawn',
  'declined',
  'start_failed',
  'init_unknown',
  'lost',
] as const
export type SessionStatus = (typeof sessionStatuses)[number]

export type SessionEvent =
  | 'provider_answered'
  | 'start_refused'
  | 'start_unanswered'
  | 'consent_full'
  | 'consent_partial'
  | 'consent_none'
  | 'consent_unproven'
  | 'consent_failed'
  | 'time_ran_out'
  | 'provider_forgot'
  | 'released_full'
  | 'released_partial'
  | 'released_none'
  | 'cancelled'
  | 'withdrawn'

type Mover = 'person' | 'admin' | 'system'
type Move = { from: readonly SessionStatus[]; to: SessionStatus; who: readonly Mover[] }

const anyone = ['person', 'admin', 'system'] as const

/** Every move there is. Truth from the provider moves only forward (F-14); who may cause it stands beside it. */
export const moves: Readonly<Record<SessionEvent, Move>> = Object.freeze({
  provider_answered: { from: ['starting', 'init_unknown'], to: 'at_provider', who: ['person'] },
  start_refused: { from: ['starting'], to: 'start_failed', who: ['person', 'system'] },
  start_unanswered: { from: ['starting'], to: 'init_unknown', who: ['person', 'system'] },
  consent_full: { from: ['at_provider'], to: 'succeeded', who: anyone },
  consent_partial: { from: ['at_provider'], to: 'partial', who: anyone },
  consent_none: { from: ['at_provider'], to: 'none', who: anyone },
  consent_unproven: { from: ['at_provider'], to: 'held', who: anyone },
  consent_failed: { from: ['at_provider'], to: 'failed', who: anyone },
  time_ran_out: { from: ['at_provider'], to: 'expired', who: anyone },
  provider_forgot: { from: ['at_provider'], to: 'lost', who: anyone },
  // A colleague who vouches for the person, or the code from the other browser typed into the first; no return and no
  // reading moves a held session on.
  released_full: { from: ['held'], to: 'succeeded', who: ['person', 'admin'] },
  released_partial: { from: ['held'], to: 'partial', who: ['person', 'admin'] },
  released_none: { from: ['held'], to: 'none', who: ['person', 'admin'] },
  cancelled: { from: ['starting', 'at_provider', 'held'], to: 'cancelled', who: ['person', 'admin'] },
  withdrawn: { from: ['succeeded', 'partial', 'none', 'held', 'at_provider'], to: 'withdrawn', who: ['person'] },
})

/** What somebody can still move on: the person, the provider, or whoever vouches for a held result. */
export const openStates: readonly SessionStatus[] = ['starting', 'at_provider', 'held']

/** Final: no reading of the provider and no clock moves it any more. */
export const isFinal = (status: SessionStatus): boolean => !openStates.includes(status)

/** True while the provider may still be asked about it. */
export const isReadable = (status: SessionStatus): boolean => status === 'at_provider'

/** May this kind of actor cause the event at all? */
export const mayCause = (who: string, event: SessionEvent): boolean => moves[event].who.some((mover) => mover === who)

/** The state an event leads to, or null where the table has no such move (someone else was first). */
export const next = (from: SessionStatus, event: SessionEvent): SessionStatus | null =>
  moves[event].from.includes(from) ? moves[event].to : null
