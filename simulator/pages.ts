/** Routes of the pages a browser opens. */
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { consentPaths, finishConsent, openConsent, type PageAnswer, takeConsent } from './digilocker.ts'
import { plainPage } from './digilocker-page.ts'
import { frontPage, takeChoice } from './front-page.ts'
import type { World } from './world.ts'

/** `sender` is the Origin header. */
export type PageRequest = { method: string; url: URL; text: string; sender: string | undefined }

/** The tester's own page. A form on somebody else's page must not plan stories here. */
const serveFront = (world: World, { method, url, text, sender }: PageRequest): PageAnswer => {
  if (sender !== undefined && sender !== url.origin)
    return { status: 403, html: plainPage('Not from here', 'Open this page itself.') }
  const note = method === 'POST' ? takeChoice(world, new URLSearchParams(text)) : null
  return { status: method === 'POST' && note === null ? 400 : 200, html: frontPage(world, note) }
}

/** The page behind an address; null when the address is no page. */
const pageOf = (world: World, request: PageRequest): PageAnswer | null => {
  const { method, url, text } = request
  if (url.pathname === '/' && (method === 'GET' || method === 'POST')) return serveFront(world, request)
  if (url.pathname === consentPaths.authorize) {
    if (method === 'GET') return openConsent(world, url.searchParams)
    if (method === 'POST') return takeConsent(world, new URLSearchParams(text))
  }
  return url.pathname === consentPaths.callback && method === 'GET' ? finishConsent(world, url.searchParams) : null
}

const sendPage = (res: ServerResponse, answer: PageAnswer): void => {
  const common = { 'cache-control': 'no-store', 'referrer-policy': 'strict-origin-when-cross-origin' }
  if ('location' in answer) {
    res.writeHead(answer.status, { ...common, location: answer.location }).end()
    return
  }
  const nonce = randomBytes(16).toString('base64')
  res.writeHead(answer.status, {
    ...common,
    'content-type': 'text/html; charset=utf-8',
    // No form-action: Chromium would apply it to every hop of the way back and stop the person here.
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
  })
  res.end(answer.html.replaceAll('__NONCE__', nonce))
}

/** True when the address was a page and it was sent. */
export const servePage = async (world: World, request: PageRequest, res: ServerResponse): Promise<boolean> => {
  const answer = pageOf(world, request)
  if (!answer) return false
  const latency = world.settings.latencyMs.consent
  if (latency > 0) await sleep(latency, undefined, { signal: world.stopping.signal })
  sendPage(res, answer)
  return true
}
