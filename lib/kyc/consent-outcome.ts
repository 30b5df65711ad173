import type { DocType } from './doc-types.ts'
import type { SessionEvent } from './session-status.ts'

/**
 * What a reported success amounts to (contract 3.2): all asked documents, some, or none that we can name.
 * Documents nobody asked for do not count.
 */
export const consentEvent = (
  asked: readonly DocType[],
  consented: readonly DocType[] | null,
): Extract<SessionEvent, 'consent_full' | 'consent_partial' | 'consent_none'> => {
  const given = asked.filter((doc) => consented?.includes(doc))
  if (given.length === 0) return 'consent_none'
  return given.length === asked.length ? 'consent_full' : 'consent_partial'
}
