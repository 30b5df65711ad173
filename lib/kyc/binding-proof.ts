/**
 * Does a return prove that the person who started is the one who consented? (security, RFC 10027)
 * The nonce alone proves little: the provider's `state` carries redirect_url, so whoever holds the DigiLocker link
 * knows it. A return in another browser therefore outweighs any return in the first one, and a bound return speaks
 * only for a consent that was given before it or soon after it.
 */
export type ReturnFacts = { boundReturnAt: Date | null; unboundReturnAt: Date | null }

/** The status may lag behind the redirect (contract 3.2); a consent given later than this was given by someone else. */
export const proofWindowMs = 10 * 60_000

/** Success that nobody came back for stays undecided this long after we read it, then it is held. */
export const unprovenGraceMs = 2 * 60_000

export type Proof = 'proven' | 'awaiting_return' | 'unbound_return' | 'no_return'

/**
 * @param seenAt when we first read the success
 * @param notBefore the earliest the consent can have been given; null when nothing tells
 */
export const proofOf = (facts: ReturnFacts, seenAt: Date, notBefore: Date | null, now: Date): Proof => {
  if (facts.unboundReturnAt) return 'unbound_return'
  if (facts.boundReturnAt) {
    const lag = (notBefore ?? facts.boundReturnAt).getTime() - facts.boundReturnAt.getTime()
    return lag <= proofWindowMs ? 'proven' : 'no_return'
  }
  return now.getTime() - seenAt.getTime() >= unprovenGraceMs ? 'no_return' : 'awaiting_return'
}
