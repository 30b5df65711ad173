import 'server-only'

export type OriginVerdict = 'same' | 'foreign' | 'unstated'

/** The two headers a browser sets itself and a page cannot; null where the request has none. */
export type OriginHeaders = { readonly origin: string | null; readonly secFetchSite: string | null }

export const originHeaders = (headers: { get(name: string): string | null }): OriginHeaders => ({
  origin: headers.get('origin'),
  secFetchSite: headers.get('sec-fetch-site'),
})

/**
 * Whether a POST comes from our own pages, compared with configuration only: Host and X-Forwarded-Host are
 * written by whoever sends the request. `unstated` (neither header) needs a signed form token, everything else is foreign.
 */
export const isSameOrigin = ({ origin, secFetchSite }: OriginHeaders, publicOrigin: string): OriginVerdict => {
  if (origin !== null) return origin === publicOrigin ? 'same' : 'foreign'
  if (secFetchSite === null) return 'unstated'
  return secFetchSite === 'same-origin' ? 'same' : 'foreign'
}
