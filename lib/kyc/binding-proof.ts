/**
 * Does a return prove that the person who started is the one who consented? (security, RFC 10027)
 * The nonce alone proves little: the provider's `state` carries redirect_url, so whoever holds the DigiLocker link
 * knows it. A return in another browser therefore outweighs any return in the first one, and a bound return speaks
 * only for a success that shows up soon after it.
 */
export type ReturnFacts = { boundReturnAt: Date | null; unboundReturnAt: Date | null }

/** The status may lag behind the redirect (contract 3.2); ten minutes also covers a provider that was down meanwhile. */
export const proofWindowMs = 10 * 60_000

/** Success that nobody came back for stays undecided this long before it is held. */
export const unprovenGraceMs = 2 * 60_000

export type Proof = 'proven' | 'awaiting_return' | 'unbound_return' | 'no_return'

/** `seenAt` is when the success became known: the provider's own time where it gives one, else ours. */
export const proofOf = (facts: ReturnFacts, seenAt: Date, now: Date): Proof => {
  if (facts.unboundReturnAt) return 'unbound_return'
  if (facts.boundReturnAt && seenAt.getTime() - facts.boundReturnAt.getTime() <= proofWindowMs) return 'proven'
  return now.getTime() - seenAt.getTime() >= unprovenGraceMs ? 'no_return' : 'awaiting_return'
}
