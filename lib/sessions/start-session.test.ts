import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { initRequestSchema } from '@/lib/provider/sandbox-schema'
import type { Simulator } from '@/simulator/server'
import { authorizationUrlOf, sessionIdOf } from './session-secrets'
import { auditOf, journeyBed, TestBrowser } from './testing'

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())
afterEach(() => {
  simulator.control.clearFaults()
  simulator.control.set({ authorizationUrlOverride: null, sameSessionIdAlways: false, latencyMs: { init: 0 } })
})

const inits = () => simulator.control.calls({ endpoint: 'init' })

test('sends the person to authorization_url with everything committed before', async () => {
  const browser = new TestBrowser()
  const started = await browser.start({ doc_types: ['aadhaar', 'pan'] })
  const row = await browser.session()
  expect(started).toEqual({ ok: true, value: { kind: 'leave', authorization_url: authorizationUrlOf(row) } })
  expect(row.status).toBe('at_provider')
  expect(sessionIdOf(row)).toBe(inits().at(-1)?.session_id)
  expect(await auditOf(row.id)).toEqual(['consent.given', 'session.started'])
  const consent = await pool().query('select items, purposes from consents where kyc_session_id = $1', [row.id])
  expect(Object.keys(consent.rows[0].items).sort()).toEqual(['aadhaar', 'pan'])
})

test('sends exactly what the contract asks for, with consent_expiry in ms an hour and five minutes ahead [R-06] [R-19]', async () => {
  const before = Date.now()
  await new TestBrowser().start({ flow: 'signup', verified_mobile: '9876543210' })
  const body = initRequestSchema.parse(inits().at(-1)?.body)
  expect(body.options).toEqual({ verified_mobile: '9876543210' })
  expect(body.flow).toBe('signup')
  expect(body.redirect_url).toMatch(/^https:\/\/consent\.example\/callback\/[A-Za-z0-9_-]{43}\/return$/)
  expect(Math.abs((body.consent_expiry ?? 0) - (before + 65 * 60_000))).toBeLessThan(10_000)
})

test('makes exactly one init from twenty parallel posts with one key, and sends all to the same place [R-04]', async () => {
  simulator.control.set({ latencyMs: { init: 300 } })
  const browser = new TestBrowser()
  const key = browser.newKey()
  const before = inits().length
  const all = await Promise.all(Array.from({ length: 20 }, () => browser.start({}, key)))
  expect(inits().length - before).toBe(1)
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(all[0]?.ok).toBe(true)
})

test('reuses a session that is still fresh instead of a second init, for another key of the same wish [R-05]', async () => {
  const browser = new TestBrowser()
  const first = await browser.start()
  const before = inits().length
  expect(await browser.start()).toEqual(first)
  expect(inits().length).toBe(before)
  expect(await auditOf((await browser.session()).id)).toContain('session.reused')
})

test('starts anew for other documents, and after the first has ended [R-05]', async () => {
  const browser = new TestBrowser()
  await browser.start()
  await browser.start({ doc_types: ['aadhaar'] })
  expect(await browser.sessions()).toHaveLength(2)
  await pool().query(`update kyc_sessions set consent_expiry = now() - interval '1 s'`)
  await browser.start()
  expect(await browser.sessions()).toHaveLength(3)
})

test('lets two tabs of one browser with different keys make one init [R-04] [R-05]', async () => {
  simulator.control.set({ latencyMs: { init: 200 } })
  const browser = new TestBrowser()
  const before = inits().length
  const both = await Promise.all([browser.start(), browser.start()])
  expect(inits().length - before).toBe(1)
  expect(both.every((one) => one.ok)).toBe(true)
})

test('stops after five starts in a day and says until when', async () => {
  const browser = new TestBrowser()
  for (let turn = 0; turn < 5; turn += 1) {
    expect((await browser.start()).ok).toBe(true)
    await pool().query(`update kyc_sessions set status = 'failed'`)
  }
  const sixth = await browser.start()
  expect(sixth).toMatchObject({ ok: false, error: { code: 'too_many' } })
})

test.each([
  [{ kind: 'error', status: 403, message: 'Insufficient credits' }, 'unavailable', 'start_failed', 'credits'],
  [{ kind: 'error', status: 403, message: 'Usage quota exhausted' }, 'unavailable', 'start_failed', 'quota'],
  [{ kind: 'error', status: 403, message: 'Insufficient privilege' }, 'unavailable', 'start_failed', 'forbidden'],
  [{ kind: 'error', status: 500 }, 'start_unknown', 'init_unknown', 'unavailable'],
  [{ kind: 'error', status: 504 }, 'start_unknown', 'init_unknown', 'unavailable'],
  [{ kind: 'reset', when: 'after' }, 'start_unknown', 'init_unknown', 'connection'],
  [{ kind: 'body', shape: 'html', status: 200 }, 'start_unknown', 'init_unknown', 'provider_contract'],
  [{ kind: 'body', shape: 'truncated' }, 'start_unknown', 'init_unknown', null],
] as const)(
  'after %j says %s and never asks a second time by itself [F-02] [F-05] [F-08] [F-09]',
  async (fault, code, status, reason) => {
    const browser = new TestBrowser()
    const before = inits().length
    simulator.control.addFault({ endpoint: 'init', ...fault })
    const started = await browser.start()
    expect(started).toMatchObject({ ok: false, error: { code } })
    const row = await browser.session()
    expect(row.status).toBe(status)
    if (reason) expect(row.fail_reason).toBe(reason)
    expect(inits().length - before).toBe(1)
    expect((await browser.start()).ok).toBe(true)
  },
)

test('keeps the row of a start the vendor was too busy for, and starts from it on the next press [F-03]', async () => {
  const browser = new TestBrowser()
  const key = browser.newKey()
  simulator.control.addFault({
    endpoint: 'init',
    kind: 'error',
    status: 429,
    message: 'Too Many Requests',
    retryAfter: 7,
  })
  expect(await browser.start({}, key)).toMatchObject({ ok: false, error: { code: 'busy', waitSeconds: 7 } })
  expect((await browser.start({}, key)).ok).toBe(true)
  expect(await browser.sessions()).toHaveLength(1)
})

test('does not send anyone to an address on a foreign host [R-07] [F-11]', async () => {
  simulator.control.set({ authorizationUrlOverride: 'https://digilocker.meripehchaan.gov.in.evil.example/x' })
  const browser = new TestBrowser()
  expect(await browser.start()).toMatchObject({ ok: false, error: { code: 'unsafe_address' } })
  expect((await browser.session()).authorization_url_enc).toBeNull()
})

test('refuses a session_id that another session already has [F-10]', async () => {
  await new TestBrowser().start()
  simulator.control.set({ sameSessionIdAlways: true })
  const second = new TestBrowser()
  await second.start()
  const third = new TestBrowser()
  expect(await third.start()).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  expect((await third.session()).status).toBe('start_failed')
})

test('answers while the provider has not, and finishes behind the page [F-07]', async () => {
  const browser = new TestBrowser()
  // Far from the page's patience on one side and from the client's deadline on the other.
  simulator.control.addFault({ endpoint: 'init', kind: 'slow', ms: 5_000 })
  const started = await browser.start()
  const row = await browser.session()
  expect(row.status).toBe('starting')
  expect(started).toEqual({ ok: true, value: { kind: 'slow', handle: row.handle } })
  await expect.poll(async () => (await browser.session()).status, { timeout: 15_000 }).toBe('at_provider')
})

test('keeps no nonce, no mobile number and no session_id in the clear [R-06] [C-02]', async () => {
  const browser = new TestBrowser()
  await browser.start({ flow: 'signup', verified_mobile: '9123456780' })
  const call = inits().at(-1)
  const nonce = /callback\/([^/]+)\//.exec(call?.redirect_url ?? '')?.[1] ?? ''
  const { rows } = await pool().query<{ all: string }>(
    `select string_agg(t::text, ' ') as all from (
       select s::text as t from kyc_sessions s union all select b::text from browsers b
       union all select a::text from audit_events a union all select p::text from provider_calls p) x`,
  )
  const dump = rows[0]?.all ?? ''
  expect(dump.length).toBeGreaterThan(1_000)
  for (const secret of [nonce, '9123456780', call?.session_id ?? 'none', 'code_verifier'])
    expect(dump.includes(secret)).toBe(false)
})
