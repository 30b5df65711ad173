import type { SessionStatus } from './session-status.ts'

/*
 * How an invitation stands. Nothing of it is stored but the dates and the sessions that were started from it.
 * `invited`       nobody has pressed Continue
 * `opened`        a browser has, and nothing was started yet
 * `under_way`     a session is open at the provider, or its result is held
 * `not_completed` the last session came to nothing; the link still works
 * `refused`       the person pressed No; they may change their mind until the link ends
 */
export const invitationStates = [
  'invited',
  'opened',
  'under_way',
  'not_completed',
  'refused',
  'finished',
  'ended',
  'revoked',
] as const
export type InvitationState = (typeof invitationStates)[number]

export type InvitationFacts = {
  revoked: boolean
  opened: boolean
  /** The link's time is over. */
  ended: boolean
  /** Of the session that counts, if there is one. */
  session: SessionStatus | null
}

/** Results: the link has nothing more to do. */
export const finishedStates: readonly SessionStatus[] = ['succeeded', 'partial', 'none', 'withdrawn']
const open: readonly SessionStatus[] = ['starting', 'at_provider', 'held']

/** A result is there; the link has nothing more to do. */
export const isFinished = (session: SessionStatus | null): boolean =>
  session !== null && finishedStates.includes(session)

/** A result outlives everything, and what is under way outlives the end of its link. */
export const stateAt = ({ revoked, opened, ended, session }: InvitationFacts): InvitationState => {
  if (isFinished(session)) return 'finished'
  if (revoked) return 'revoked'
  if (session !== null && open.includes(session)) return 'under_way'
  if (ended) return session === 'declined' ? 'refused' : 'ended'
  if (session === 'declined') return 'refused'
  if (session !== null) return 'not_completed'
  return opened ? 'opened' : 'invited'
}

/** Nobody has pressed Continue, as far as anybody knows: whether an e-mail arrived still matters. */
export const isAwaited = (state: InvitationState): boolean => state === 'invited' || state === 'ended'
