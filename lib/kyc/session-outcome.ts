import { isFinal, type SessionStatus, sessionStatuses } from './session-status.ts'

/**
 * What became of a session, in the groups the numbers of the console are counted by. `started` is every session but a
 * "No" on our own page, which starts nothing; it overlaps the others.
 */
export const outcomes = ['started', 'open', 'agreed', 'not_completed', 'closed'] as const
export type Outcome = (typeof outcomes)[number]

export const outcomeStatuses: Readonly<Record<Outcome, readonly SessionStatus[]>> = Object.freeze({
  started: sessionStatuses.filter((status) => status !== 'declined'),
  open: sessionStatuses.filter((status) => !isFinal(status)),
  agreed: ['succeeded', 'partial'],
  not_completed: ['none', 'failed', 'expired', 'start_failed', 'init_unknown', 'lost'],
  closed: ['cancelled', 'withdrawn', 'declined'],
})
