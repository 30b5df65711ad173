import { proofOf, type ReturnFacts, unprovenGraceMs } from './binding-proof.ts'
import { consentEvent } from './consent-outcome.ts'
import type { DocType } from './doc-types.ts'
import { isPastLastRead, nextReadAt, type PlanFacts } from './reconcile-plan.ts'
import type { SessionEvent } from './session-status.ts'

/** What one read of the provider said, or what an earlier read said and is still true. */
export type Truth =
  | { state: 'pending' }
  | { state: 'failed' }
  | { state: 'expired' }
  | {
      state: 'succeeded'
      documents_consented: readonly DocType[] | null
      seenAt: Date
      /** The earliest the consent can have been given; null when nothing tells. */
      notBefore: Date | null
    }

export type Decision =
  | { move: SessionEvent; heldReason?: 'unbound_return' | 'no_return' }
  | { move: null; readAgainAt: Date; askProvider: boolean }

export type SettleFacts = PlanFacts & ReturnFacts & { doc_types: readonly DocType[] }

/** The one place that turns what the provider said, who came back and the clock into a move (R-13, R-19, F-12). */
export const settle = (facts: SettleFacts, truth: Truth, now: Date): Decision => {
  if (truth.state === 'failed') return { move: 'consent_failed' }
  if (truth.state === 'expired') return { move: 'time_ran_out' }
  if (truth.state === 'pending') {
    const readAgainAt = nextReadAt(facts, now)
    if (readAgainAt === null || isPastLastRead(facts, now)) return { move: 'time_ran_out' }
    return { move: null, readAgainAt, askProvider: true }
  }
  const proof = proofOf(facts, truth.seenAt, truth.notBefore, now)
  if (proof === 'proven') return { move: consentEvent(facts.doc_types, truth.documents_consented) }
  if (proof === 'awaiting_return')
    return { move: null, readAgainAt: new Date(truth.seenAt.getTime() + unprovenGraceMs), askProvider: false }
  return { move: 'consent_unproven', heldReason: proof }
}
