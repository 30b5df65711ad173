import type { DocType } from './doc-types.ts'
import type { SessionEvent } from './session-status.ts'

/** Whether anything that was asked for is among what was agreed to; documents nobody asked for do not count. */
export const overlaps = (asked: readonly DocType[], consented: readonly DocType[]): boolean =>
  asked.some((doc) => consented.includes(doc))

/**
 * What a reported success amounts to (contract 3.2): all asked documents, some, or none that we can name.
 * Documents nobody asked for do not count.
 */
const outcomeOf = (asked: readonly DocType[], consented: readonly DocType[] | null): 'full' | 'partial' | 'none' => {
  const given = asked.filter((doc) => consented?.includes(doc))
  if (given.length === 0) return 'none'
  return given.length === asked.length ? 'full' : 'partial'
}

/** The move of a success whose giver is proven. */
export const consentEvent = (asked: readonly DocType[], consented: readonly DocType[] | null) =>
  `consent_${outcomeOf(asked, consented)}` as const satisfies SessionEvent

/** The move of a held success that a colleague vouches for, or the right code. */
export const releaseEvent = (asked: readonly DocType[], consented: readonly DocType[] | null) =>
  `released_${outcomeOf(asked, consented)}` as const satisfies SessionEvent
