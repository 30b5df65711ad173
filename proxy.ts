import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { isDatabaseAway } from '@/lib/db/health'
import { type Env, env } from '@/lib/env'
import { isPhone, isReturn, mayStart } from '@/lib/paths-known'
import { awayPage } from '@/lib/security/away-page'
import { contentPolicy, fixedHeaders } from '@/lib/security/csp'
import { isOtherLoopbackName, otherNamePage } from '@/lib/security/other-name'
import { refusalPage } from '@/lib/security/refusal-page'
import { isProbe, refusal } from '@/lib/security/request-limits'
import { binderCookieName, binderCookieOptions, freshBinder, readBinder } from '@/lib/sessions/binder'

/*
 * Headers, nonce and early refusals. Never an authority: requests have been led around proxies before, so every page and
 * action checks for itself (N-02).
 */

// Next reads its nonce from the request's policy header; a sender must not choose it, nor any other word of ours (N-09).
const spoofable = ['content-security-policy', 'content-security-policy-report-only', 'x-nonce', 'x-forwarded-host']

let fixed: ReturnType<typeof fixedHeaders> | undefined

/** A preview of the console, and the page it frames; both ask who is there like any other. */
const framingOf = (path: string): 'shows' | 'shown' | undefined => {
  const found = /^\/admin\/templates\/[\w-]+\/preview(\/start|\/result)?$/.exec(path)
  if (!found) return undefined
  return found[1] === undefined ? 'shows' : 'shown'
}

/** A file of the organisation's look: nobody's data, under an address that names its content. */
const isBrandFile = (path: string): boolean => /^\/brand\/[^/]+$/.test(path)

const dress = (answer: NextResponse, policy: string, settings: Env): NextResponse => {
  fixed ??= fixedHeaders(settings.secureCookies)
  for (const [name, value] of fixed) answer.headers.set(name, value)
  answer.headers.set('Content-Security-Policy', policy)
  return answer
}

/** The cookie header with our binder in place of whatever bore its name, so that this very page can sign its form with it. */
const withBinder = (header: string | null, name: string, binder: string): string => {
  const others = (header ?? '').split(';').filter((pair) => pair.trim() !== '' && pair.split('=')[0]?.trim() !== name)
  return [...others.map((pair) => pair.trim()), `${name}=${binder}`].join('; ')
}

/**
 * A page that may start a session needs the binder before its form is shown; a prefetch is not a visit. A browser that
 * comes back from DigiLocker without one gets it too, known nonce or not: it may be shown a code later.
 */
const binderToIssue = (request: NextRequest): string | null => {
  const { pathname } = request.nextUrl
  if (request.method !== 'GET' || !(mayStart(pathname) || isReturn(pathname) || isPhone(pathname))) return null
  if (request.headers.get('sec-purpose')?.includes('prefetch')) return null
  return readBinder(request.cookies.get(binderCookieName())?.value) ? null : freshBinder()
}

export const proxy = (request: NextRequest): NextResponse => {
  const settings = env()
  const { pathname, search } = request.nextUrl
  const nonce = randomBytes(16).toString('base64')
  const framing = framingOf(pathname)
  const policy = contentPolicy({
    nonce,
    framing,
    leavesForProvider: mayStart(pathname),
    standInOrigin: settings.standInOrigin,
    development: !settings.production,
  })
  // A worker is this same server; pages are the business of the web processes.
  if (settings.probesOnly && !isProbe(pathname))
    return dress(new NextResponse('404\n', { status: 404 }), policy, settings)

  const status = refusal(
    { method: request.method, path: pathname, target: pathname + search, headers: request.headers },
    settings.publicOrigin,
  )
  if (
    status === 421 &&
    isOtherLoopbackName(request.headers.get('host'), settings.publicOrigin, settings.sandbox.standIn)
  )
    return dress(otherNamePage(settings.publicOrigin, nonce), policy, settings)
  if (status !== null)
    return dress(refusalPage(status, request.headers, settings.publicOrigin, nonce), policy, settings)

  if (isDatabaseAway() && !isProbe(pathname)) return dress(awayPage(nonce), policy, settings)

  const headers = new Headers(request.headers)
  for (const name of spoofable) headers.delete(name)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  const binder = binderToIssue(request)
  if (binder !== null) headers.set('cookie', withBinder(headers.get('cookie'), binderCookieName(), binder))
  const answer = dress(NextResponse.next({ request: { headers } }), policy, settings)
  // What is set here would stand over what the route says, and the same logo would come with every page.
  if (isBrandFile(pathname)) answer.headers.delete('Cache-Control')
  // For browsers that do not know frame-ancestors.
  if (framing === 'shown') answer.headers.set('X-Frame-Options', 'SAMEORIGIN')
  if (binder !== null) answer.cookies.set(binderCookieName(), binder, binderCookieOptions())
  return answer
}

// Build assets carry a hash in their name and no person's data; everything else is a door.
export const config = { matcher: ['/((?!_next/static/).*)'] }
