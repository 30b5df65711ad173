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

const grouped = new Map(
  (['open', 'agreed', 'not_completed', 'closed'] as const).flatMap((group) =>
    outcomeStatuses[group].map((status) => [status, group] as const),
  ),
)

/** The one group of a session beside `started`, which overlaps the others. @throws for a status in no group */
export const outcomeOf = (status: SessionStatus): Exclude<Outcome, 'started'> => {
  const group = grouped.get(status)
  if (group === undefined) throw new Error(`expected a group for every status, found none for ${status}`)
  return group
}
