import { overlaps } from './consent-outcome.ts'
import type { DocType } from './doc-types.ts'
import { next, type SessionStatus } from './session-status.ts'

/** What tells whether a success was ever settled; the columns of the row. */
export type SettledFacts = {
  status: SessionStatus
  held_reason: string | null
  release_reason: string | null
  /** A moment, in whatever form the reader has it. */
  bound_return_at: Date | string | null
}

/**
 * True where what came is a result. Before that, and in sessions that were closed or withdrawn before anybody vouched for
 * them, it is only what the provider reported, and nobody may count on it.
 */
export const isResult = ({ status, held_reason, release_reason, bound_return_at }: SettledFacts): boolean => {
  if (status !== 'withdrawn') return status === 'succeeded' || status === 'partial' || status === 'none'
  // Withdrawn says nothing of what was before: a held one was settled by its release, any other by the return that proved it.
  return held_reason === null ? bound_return_at !== null : release_reason !== null
}

type GivenFacts = {
  status: SessionStatus
  doc_types: readonly DocType[]
  documents_consented: readonly DocType[] | null
}

/** Whether there is a consent to take back: not where the provider named every document as left out (L-06). */
export const hasGiven = ({ status, doc_types, documents_consented }: GivenFacts): boolean =>
  next(status, 'withdrawn') !== null && (documents_consented === null || overlaps(doc_types, documents_consented))
