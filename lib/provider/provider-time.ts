import 'server-only'

// The vendor writes Unix time in seconds or in milliseconds (contract 1.2, 2.1). 1e11 is the year 5138 in seconds and
// March 1973 in milliseconds: nothing real lies on the wrong side.
const largestSeconds = 1e11

/** Unix time of either unit as milliseconds, by magnitude (F-16). */
export const unixMs = (value: number): number => (Math.abs(value) < largestSeconds ? value * 1_000 : value)

const earliest = Date.UTC(2015, 0, 1) // DigiLocker opened in 2015
const skewMs = 10 * 60_000

/**
 * A moment the vendor reports, or null when it cannot be one. Its clock may run ahead of ours by some minutes: such a
 * moment becomes `now`, so that no record says that something happens later than it was heard of (F-16).
 */
export const providerTime = (value: number | null | undefined, now: Date): Date | null => {
  if (value == null || !Number.isFinite(value)) return null
  const ms = unixMs(value)
  if (ms < earliest || ms > now.getTime() + skewMs) return null
  return new Date(Math.min(ms, now.getTime()))
}
