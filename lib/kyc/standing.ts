import { type View, type ViewFacts, viewOf } from './view.ts'

/**
 * How a session that has its own page stands, as the start page says it: being looked at,
 * held, or over. */
export type Standing = 'checking' | 'held' | 'finished' | 'withdrawn' | 'ended'

const standings: Partial<Record<View, Standing>> = {
  checking: 'checking',
  held: 'held',
  full: 'finished',
  partial: 'finished',
  unlisted: 'finished',
  none: 'ended',
  withdrawn: 'withdrawn',
  not_completed: 'ended',
  expired: 'ended',
  cancelled: 'ended',
  lost: 'ended',
}

/** null where there is nothing to lead back to: at DigiLocker still, or never begun there. */
export const standingOf = (facts: ViewFacts): Standing | null => standings[viewOf(facts)] ?? null
