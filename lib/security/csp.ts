import 'server-only'

type Policy = {
  readonly nonce: string
  /** Chromium checks every hop after a form post, and the hops behind `authorization_url` are DigiLocker's. */
  readonly leavesForProvider: boolean
  /** What a preview of the console needs: to show one of our pages in a frame, or to be shown in one by us alone. */
  readonly framing?: 'shows' | 'shown' | undefined
  /** The stand-in provider's http origin while one is in use; `https:` does not cover it. */
  readonly standInOrigin: string | null
  /** `next dev` evaluates code and injects styles; a production build does neither. */
  readonly development?: boolean
}

/** The content policy of one answer (N-08). */
export const contentPolicy = ({
  nonce,
  leavesForProvider,
  standInOrigin,
  framing,
  development = false,
}: Policy): string => {
  const wide = standInOrigin === null ? "'self' https:" : `'self' https: ${standInOrigin}`
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${leavesForProvider ? wide : "'self'"}`,
    ...(framing === 'shows' ? ["frame-src 'self'"] : []),
    `frame-ancestors ${framing === 'shown' ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
    'report-to csp',
  ].join('; ')
}

/** Headers that are the same on every page (N-10, R-22, R-28). HSTS is meaningless on http and harmful on localhost. */
export const fixedHeaders = (https: boolean): ReadonlyArray<readonly [string, string]> => [
  // `no-referrer` would make a form without scripts send `Origin: null`, which no origin check can accept.
  ['Referrer-Policy', 'same-origin'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()'],
  ['Reporting-Endpoints', 'csp="/csp-report"'],
  ['Cache-Control', 'private, no-store'],
  ...(https ? [['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'] as const] : []),
]
