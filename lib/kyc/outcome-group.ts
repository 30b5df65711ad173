import { outcomeStatuses } from './session-outcome.ts'
import type { SessionStatus } from './session-status.ts'

/** What a chart of outcomes tells apart, from the bottom up: the outcomes of session-outcome.ts, two of them divided. */
export const outcomeGroups = ['full', 'partial', 'closed', 'held', 'open', 'not_completed'] as const
export type OutcomeGroup = (typeof outcomeGroups)[number]

const divided: Partial<Record<SessionStatus, OutcomeGroup>> = { succeeded: 'full', partial: 'partial', held: 'held' }

/** The one group of a session; null for a "No" on our own page, which is no outcome of a start. */
export const outcomeGroupOf = (status: SessionStatus): OutcomeGroup | null => {
  if (!outcomeStatuses.started.includes(status)) return null
  const whole = (['open', 'not_completed', 'closed'] as const).find((one) => outcomeStatuses[one].includes(status))
  return divided[status] ?? whole ?? null
}
