import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { reapStarts } from '@/lib/jobs/sweep'
import { initRequestSchema } from '@/lib/provider/sandbox-schema'
import type { Simulator } from '@/simulator/server'
import { auditOf, journeyBed, TestBrowser } from './testing'

/* What becomes of a start that is pressed again, was told to come back, or is answered late. */

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())
afterEach(() => {
  simulator.control.clearFaults()
  simulator.control.set({ latencyMs: { init: 0 } })
  setClockRight()
})

const minutes = (count: number) => moveClock(count * 60_000)

const inits = () => simulator.control.calls({ endpoint: 'init' })
const tooBusy = (more: { times?: number; retryAfter?: number } = {}) =>
  simulator.control.addFault({
    endpoint: 'init',
    kind: 'error',
    status: 429,
    message: 'Too Many Requests',
    retryAfter: 62,
    ...more,
  })
const busy = { ok: false, error: { code: 'busy' } }
const expired = { ok: false, error: { code: 'form_expired' } }

test('asks for another choice only under a consent of its own, never under that of an earlier press [R-04] [L-05]', async () => {
  const browser = new TestBrowser()
  const key = browser.newKey()
  tooBusy()
  expect(await browser.start({ doc_types: ['pan'] }, key)).toMatchObject(busy)
  const before = inits().length
  expect(await browser.start({ doc_types: ['aadhaar', 'pan'] }, key)).toEqual(expired)
  expect(inits().length).toBe(before)
  expect((await browser.start({ doc_types: ['aadhaar', 'pan'] })).ok).toBe(true)
  const row = await browser.session()
  const { rows } = await pool().query('select items from consents where kyc_session_id = $1', [row.id])
  const sent = initRequestSchema.parse(inits().at(-1)?.body)
  expect([...sent.doc_types].sort()).toEqual(['aadhaar', 'pan'])
  expect([...row.doc_types].sort()).toEqual(['aadhaar', 'pan'])
  expect(Object.keys(rows[0].items).sort()).toEqual(['aadhaar', 'pan'])
})

test('sends nobody who changed their choice to the link of the choice before [R-04]', async () => {
  const browser = new TestBrowser()
  const key = browser.newKey()
  expect((await browser.start({ doc_types: ['pan'] }, key)).ok).toBe(true)
  expect(await browser.start({ doc_types: ['aadhaar'] }, key)).toEqual(expired)
})

test('keeps a start the provider was too busy for ten minutes longer than it said, and ends it as never sent [F-03] [F-19]', async () => {
  const browser = new TestBrowser()
  const key = browser.newKey()
  tooBusy()
  expect(await browser.start({}, key)).toMatchObject(busy)
  minutes(10)
  await reapStarts()
  expect((await browser.session()).status).toBe('starting')
  minutes(2)
  await reapStarts()
  const row = await browser.session()
  expect(row).toMatchObject({ status: 'start_failed', fail_reason: 'too_busy' })
  expect(row.finished_at).not.toBeNull()
  expect(await auditOf(row.id)).toEqual(['consent.given', 'status.changed', 'session.start_failed'])
  expect(await browser.start({}, key)).toEqual(expired)
})

test('costs no try of the day when the provider was never asked [F-03]', async () => {
  const browser = new TestBrowser()
  for (let turn = 0; turn < 5; turn += 1) {
    tooBusy()
    expect(await browser.start()).toMatchObject(busy)
    minutes(12)
    await reapStarts()
  }
  expect((await browser.start()).ok).toBe(true)
})

test('still ends a start whose process died as unanswered [F-19]', async () => {
  const browser = new TestBrowser()
  await browser.start()
  const { id } = await browser.session()
  await pool().query(
    `update kyc_sessions set status = 'starting', session_id_enc = null, session_id_index = null where id = $1`,
    [id],
  )
  await pool().query(`update kyc_sessions set lease_until = created_at + interval '30 s' where id = $1`, [id])
  minutes(2)
  await reapStarts()
  expect((await browser.session()).status).toBe('init_unknown')
})

test('tells both presses of one form to come back when the provider is too busy for the first [F-03] [R-04]', async () => {
  simulator.control.set({ latencyMs: { init: 800 } })
  tooBusy({ times: 2 })
  const browser = new TestBrowser()
  const key = browser.newKey()
  const both = await Promise.all([browser.start({}, key), browser.start({}, key)])
  for (const one of both) {
    expect(one).toMatchObject(busy)
    const wait = !one.ok && one.error.code === 'busy' ? one.error.waitSeconds : 0
    expect(wait).toBeGreaterThan(30)
    expect(wait).toBeLessThanOrEqual(62)
  }
})

test('ends a start at once when the provider is too busy and its form is gone already [F-03] [F-07]', async () => {
  simulator.control.set({ latencyMs: { init: 4_000 } })
  tooBusy()
  const browser = new TestBrowser()
  expect(await browser.start()).toMatchObject({ ok: true, value: { kind: 'slow' } })
  await expect.poll(async () => (await browser.session()).status, { timeout: 15_000 }).toBe('start_failed')
  expect((await browser.session()).fail_reason).toBe('too_busy')
})

test('shows nothing of the failure it was taken for when an answer comes late after all [F-05] [F-19]', async () => {
  const browser = new TestBrowser()
  simulator.control.addFault({ endpoint: 'init', kind: 'slow', ms: 5_000 })
  expect(await browser.start()).toMatchObject({ ok: true, value: { kind: 'slow' } })
  const { rowCount } = await pool().query(
    `update kyc_sessions set status = 'init_unknown', fail_reason = 'timeout', finished_at = now(), lease_until = null
     where id = $1 and status = 'starting'`,
    [(await browser.session()).id],
  )
  expect(rowCount).toBe(1)
  await expect.poll(async () => (await browser.session()).status, { timeout: 15_000 }).toBe('at_provider')
  expect(await browser.session()).toMatchObject({ finished_at: null, fail_reason: null })
})

test('counts tries and knows a key again however many rows a person has [R-04]', async () => {
  const browser = new TestBrowser()
  const key = browser.newKey()
  for (let turn = 0; turn < 5; turn += 1) {
    expect((await browser.start({}, turn === 0 ? key : browser.newKey())).ok).toBe(true)
    await pool().query(`update kyc_sessions set status = 'failed' where status = 'at_provider'`)
  }
  const { id } = await browser.session()
  await pool().query(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types,
       options, consent_expiry, locale, browser_class, data_key, created_at)
     select 'kyc_no_' || n, reference, 'no_' || n, sha256(('nonce' || n)::bytea), sha256(('key' || n)::bytea), owner_id,
       'declined', flow, doc_types, options, consent_expiry, locale, browser_class, data_key, created_at + interval '1 s'
     from kyc_sessions, generate_series(1, 60) n where id = $1`,
    [id],
  )
  expect(await browser.start({}, key)).toEqual(expired)
  expect(await browser.start()).toMatchObject({ ok: false, error: { code: 'too_many' } })
})
