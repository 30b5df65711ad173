import { stuckAfterMs } from './reconcile-plan.ts'
import type { SessionStatus } from './session-status.ts'

/** What staff read in a list; the same words filter it. `stuck` and `checking` come from the clock and the returns. */
export const staffStates = [
  'starting',
  'away',
  'stuck',
  'checking',
  'held',
  'succeeded',
  'partial',
  'none',
  'failed',
  'expired',
  'declined',
  'cancelled',
  'withdrawn',
  'start_failed',
  'init_unknown',
  'lost',
] as const
export type StaffState = (typeof staffStates)[number]

/** States nobody stores: the clock and the returns tell them apart within `at_provider`. */
export const isClockState = (state: StaffState): state is 'away' | 'stuck' | 'checking' =>
  ['away', 'stuck', 'checking'].includes(state)

/** Still moving: a colleague may close it. */
export const isOpen = (state: StaffState): boolean => isClockState(state) || state === 'starting' || state === 'held'

type Facts = { status: SessionStatus; sentAt: Date | null; returned: boolean }

/** The word for one session as of `now`. */
export const staffStateOf = ({ status, sentAt, returned }: Facts, now: Date): StaffState => {
  if (status !== 'at_provider') return status
  if (returned) return 'checking'
  return sentAt !== null && now.getTime() - sentAt.getTime() >= stuckAfterMs ? 'stuck' : 'away'
}
