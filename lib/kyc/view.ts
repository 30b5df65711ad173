import type { DocType } from './doc-types.ts'
import type { SessionStatus } from './session-status.ts'

/** What the result page shows; one branch of the page each (ux 4.4 and 4.5). */
export type View =
  | 'opening' // the provider has not answered the start yet
  | 'away' // sent to DigiLocker, not back yet
  | 'checking' // back, not settled
  | 'full'
  | 'partial'
  | 'none'
  | 'unlisted' // finished, but the provider named no documents
  | 'not_completed'
  | 'expired'
  | 'held'
  | 'refused'
  | 'cancelled'
  | 'withdrawn'
  | 'start_unknown' // DigiLocker did not answer the start
  | 'start_failed'
  | 'lost' // the provider no longer knows the session

export type ViewFacts = { status: SessionStatus; returned: boolean; documents_consented: readonly DocType[] | null }

const settled: Record<Exclude<SessionStatus, 'at_provider' | 'none'>, View> = {
  starting: 'opening',
  held: 'held',
  succeeded: 'full',
  partial: 'partial',
  failed: 'not_completed',
  expired: 'expired',
  cancelled: 'cancelled',
  withdrawn: 'withdrawn',
  declined: 'refused',
  start_failed: 'start_failed',
  init_unknown: 'start_unknown',
  lost: 'lost',
}

/** Status and what came back decide the page; nothing from the address does. */
export const viewOf = (facts: ViewFacts): View => {
  if (facts.status === 'at_provider') return facts.returned ? 'checking' : 'away'
  if (facts.status === 'none') return facts.documents_consented === null ? 'unlisted' : 'none'
  return settled[facts.status]
}

const moving: readonly View[] = ['opening', 'away', 'checking']

/** True while the page should look again by itself. */
export const isMoving = (view: View): boolean => moving.includes(view)
