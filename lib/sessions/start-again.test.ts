import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { initRequestSchema } from '@/lib/provider/sandbox-schema'
import type { Simulator } from '@/simulator/server'
import { journeyBed, TestBrowser } from './testing'

/* What becomes of a start that is pressed again, was told to come back, or is answered late. */

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())
afterEach(() => {
  simulator.control.clearFaults()
})

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
