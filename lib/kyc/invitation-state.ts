import { openStates, type SessionStatus } from './session-status.ts'

/*
 * How an invitation stands. Nothing of it is stored but the dates and the sessions that were started from it.
 * `invited`       nobody has pressed Continue
 * `opened`        a browser has, and nothing was started yet
 * `under_way`     a session is open at the provider, or its result is held
 * `not_completed` the last session came to nothing; the link still works
 * `refused`       the person pressed No; they may change their mind until the link ends
 * `withdrawn`     there was a result, and the person took their permission back; only a new invitation asks again
 */
export const invitationStates = [
  'invited',
  'opened',
  'under_way',
  'not_completed',
  'refused',
  'finished',
  'withdrawn',
  'ended',
  'revoked',
] as const
export type InvitationState = (typeof invitationStates)[number]

export type InvitationFacts = {
  revoked: boolean
  opened: boolean
  /** The link's time is over, or its template has ended. */
  ended: boolean
  /** Of the session that counts, if there is one. */
  session: SessionStatus | null
}

/** Results, and what became of them: the link has nothing more to do. */
export const finishedStates: readonly SessionStatus[] = ['succeeded', 'partial', 'none', 'withdrawn']

/** A result outlives everything, and what is under way outlives the end of its link. */
export const stateAt = ({ revoked, opened, ended, session }: InvitationFacts): InvitationState => {
  if (session === 'withdrawn') return 'withdrawn'
  if (session !== null && finishedStates.includes(session)) return 'finished'
  if (revoked) return 'revoked'
  if (session !== null && openStates.includes(session)) return 'under_way'
  if (ended) return session === 'declined' ? 'refused' : 'ended'
  if (session === 'declined') return 'refused'
  if (session !== null) return 'not_completed'
  return opened ? 'opened' : 'invited'
}

/** Nothing is begun from it any more, whatever its link says: there was a result, or it was closed. */
export const isOver = (state: InvitationState): boolean =>
  state === 'finished' || state === 'withdrawn' || state === 'revoked'

/** Nobody has pressed Continue, as far as anybody knows: whether an e-mail arrived still matters. */
export const isAwaited = (state: InvitationState): boolean => state === 'invited' || state === 'ended'
