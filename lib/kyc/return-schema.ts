/**
 * What may arrive at redirect_url is undocumented (contract section 5): hints at most. Only a lenient `session_id` is
 * read, and only to be compared; nothing else in the query has any effect.
 * @returns the hinted id, or null when there is none worth comparing
 */
export const hintedSessionId = (query: URLSearchParams): string | null => {
  // The vendor may join with a second `?`, which lands inside our last value; look there as well.
  const raw = query.get('session_id') ?? [...query.values()].join('&').match(/[?&]session_id=([^&?#]*)/)?.[1]
  return raw === undefined || raw === null || raw === '' || raw.length > 200 ? null : raw
}
