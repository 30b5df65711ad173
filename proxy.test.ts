import { randomBytes } from 'node:crypto'
import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, it } from 'vitest'

const origin = 'https://consent.bank.in'
let proxy: typeof import('./proxy')['proxy']

beforeAll(async () => {
  Object.assign(process.env, {
    NODE_ENV: 'production',
    PUBLIC_ORIGIN: origin,
    DATABASE_URL: 'postgres://localhost/none',
    SANDBOX_API_KEY: 'key_test_4f9a1c7e',
    SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
    SANDBOX_BASE_URL: 'http://127.0.0.1:4000',
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  })
  proxy = (await import('./proxy')).proxy
})

type Sent = { method?: string; headers?: Record<string, string> }
const ask = (path: string, { method = 'GET', headers = {} }: Sent = {}) =>
  proxy(new NextRequest(`${origin}${path}`, { method, headers: { host: 'consent.bank.in', ...headers } }))

/** A header as the page will see it: Next carries the changed request headers in the answer. */
const passedOn = (answer: Response, name: string): string | null => answer.headers.get(`x-middleware-request-${name}`)
const policyOf = (answer: Response): string => answer.headers.get('content-security-policy') ?? ''
const pages = [
  '/',
  '/callback/h',
  '/callback/elsewhere',
  '/callback/n/return',
  '/admin/sessions',
  '/sign-in',
  '/setup',
  '/nowhere',
  '/api/auth/x',
]

describe('every answer', () => {
  it('has the whole policy, with a wide form-action on the start page alone [N-08]', () => {
    for (const path of pages) {
      const policy = policyOf(ask(path))
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
      const formAction = path === '/' ? "'self' https: http://127.0.0.1:4000" : "'self'"
      expect(policy).toBe(
        `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'; report-to csp`,
      )
    }
  })

  it('has a nonce of its own, which the page is told [N-08]', () => {
    const [one, two] = [ask('/'), ask('/')]
    expect(policyOf(one)).not.toBe(policyOf(two))
    expect(passedOn(one, 'content-security-policy')).toBe(policyOf(one))
    expect(policyOf(one)).toContain(`'nonce-${passedOn(one, 'x-nonce')}'`)
  })

  it('has the fixed headers, refusals too [N-10, N-12, R-22, R-28]', () => {
    for (const answer of [...pages.map((path) => ask(path)), ask('/', { headers: { host: 'evil' } })])
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
        'cache-control': 'private, no-store',
        'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
        'reporting-endpoints': 'csp="/csp-report"',
      })
  })

  it('leaves it to the look of the organisation how long it is kept, refusals apart', () => {
    const file = '/brand/0b5a78-0123456789abcdef01234567.css'
    expect(ask(file).headers.get('cache-control')).toBeNull()
    const elsewhere = ask(file, { headers: { host: 'evil' } })
    expect(elsewhere.headers.get('cache-control')).toBe('private, no-store')
  })

  it('is untouched by policy, nonce and host that the sender wrote [N-09]', () => {
    const headers = {
      'content-security-policy': "script-src 'nonce-evil'",
      'content-security-policy-report-only': "script-src 'nonce-evil'",
      'x-nonce': 'evil',
      'x-forwarded-host': 'evil.example',
    }
    const answer = ask('/', { headers })
    expect(JSON.stringify([...answer.headers])).not.toContain('evil')
    expect(policyOf(ask('/', { headers: { 'x-nonce': "'; script-src *" } }))).not.toContain('script-src *')
  })

  it('redirects nowhere, whatever the query asks for [R-23]', () => {
    for (const name of ['next', 'url', 'callbackUrl', 'returnTo', 'redirect']) {
      const answer = ask(`/?${name}=https://evil.example`)
      expect(answer.headers.get('location')).toBeNull()
      expect(answer.status).toBe(200)
    }
  })
})

describe('the binder', () => {
  const cookieOf = (answer: Response): string => answer.headers.get('set-cookie') ?? ''

  it('is issued on the first visit of the start page and known to that very page [R-03]', () => {
    const answer = ask('/', { headers: { cookie: 'theme=dark' } })
    expect(cookieOf(answer)).toMatch(
      /^__Host-kyc=[^;]+; Path=\/; Expires=[^;]+; Max-Age=259200; Secure; HttpOnly; SameSite=lax$/i,
    )
    const value = /^__Host-kyc=([^;]+)/.exec(cookieOf(answer))?.[1]
    expect(passedOn(answer, 'cookie')).toBe(`theme=dark; __Host-kyc=${value}`)
  })

  it('stays when it is ours, and is replaced when the sender chose it [R-03]', () => {
    const ours = cookieOf(ask('/')).split(';')[0] ?? ''
    const again = ask('/', { headers: { cookie: ours } })
    expect(cookieOf(again)).toBe('')
    expect(passedOn(again, 'cookie')).toBe(ours)
    const forged = ask('/', { headers: { cookie: '__Host-kyc=chosen-by-attacker; a=b' } })
    expect(cookieOf(forged)).toMatch(/^__Host-kyc=/)
    expect(passedOn(forged, 'cookie')).not.toContain('chosen-by-attacker')
  })

  it('is issued neither to other pages, nor to a prefetch, a HEAD or a post [R-01, R-03]', () => {
    const others = [ask('/callback/h'), ask('/admin'), ask('/', { headers: { 'sec-purpose': 'prefetch;prerender' } })]
    for (const answer of [...others, ask('/', { method: 'HEAD' }), ask('/', { method: 'POST', headers: { origin } })])
      expect(cookieOf(answer)).toBe('')
  })
})

describe('an early refusal', () => {
  it('meets a foreign post, even one with a forwarded host to match [R-02]', () => {
    const foreign = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }
    expect(ask('/', { method: 'POST', headers: foreign }).status).toBe(403)
    expect(ask('/', { method: 'POST', headers: { origin: 'null' } }).status).toBe(403)
    expect(ask('/', { method: 'POST', headers: { origin } }).status).toBe(200)
    expect(ask('/', { method: 'POST' }).status).toBe(200)
  })

  it('tells nothing but its number [G-07]', async () => {
    expect(await ask('/', { headers: { host: 'evil.example' } }).text()).toBe('421\n')
  })

  it('tells nothing to a loopback name either where people reach us by another [F-41, G-07]', async () => {
    for (const host of ['127.0.0.1:3000', '[::1]:3000', 'localhost:3000'])
      expect(await ask('/', { headers: { host } }).text()).toBe('421\n')
  })
})
