import 'server-only'

/** What is older than this may have changed: calls come every few minutes while anybody is under way. */
export const staleAfterMs = 15 * 60_000

/** True for a measurement so old that the page must say so. */
export const isStale = (measuredAt: Date, at: Date): boolean => at.getTime() - measuredAt.getTime() > staleAfterMs
