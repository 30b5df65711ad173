import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { providerTrouble } from './breaker'
import type { ProviderErrorKind } from './errors'
import { anInit, failureOf, providerTestBed, standIn } from './testing'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

/** Status, message, kind, whether the call may have been executed, and how often a status read is sent. */
type Row = readonly [status: number, message: string, kind: ProviderErrorKind, sent: boolean, reads: number]

// Contract 1.4, row by row. The token refusals have a file of their own.
const table: readonly Row[] = [
  [400, 'Invalid request body', 'invalid_request', false, 1],
  [400, 'Consent for pan not provided', 'invalid_request', false, 1],
  [403, 'Insufficient privilege', 'forbidden', false, 1],
  [403, 'Bad Credentials', 'forbidden', false, 1],
  [403, 'INSUFFICIENT CREDITS in wallet', 'credits', false, 1],
  [403, 'Usage quota exhausted', 'quota', false, 1],
  [403, 'Something nobody documented', 'forbidden', false, 1],
  [404, 'Doctype not found', 'invalid_request', false, 1],
  [413, 'Too large', 'invalid_request', false, 1],
  [422, 'Pattern violation', 'invalid_request', false, 1],
  [429, 'Too Many Requests', 'rate_limited', false, 1],
  [500, 'Internal Server Error', 'unavailable', true, 3],
  [502, 'Bad Gateway', 'unavailable', true, 3],
  [503, 'Source Unavailable', 'unavailable', true, 3],
  [504, 'Endpoint request timed out', 'unavailable', true, 3],
  [521, 'Data not found for: x', 'not_found', false, 1],
  [523, 'Invalid session status: created', 'lifecycle', false, 1],
]

test.each(table)(
  'reads a status answer %i %j as %s [10.1-3] [F-02] [F-04] [F-06]',
  async (status, message, kind, _, reads) => {
    const { control, provider } = await standIn()
    const { session_id } = await provider.initSession(anInit())
    control.addFault({ kind: 'error', endpoint: 'status', status, message, times: 'forever' })
    const error = await failureOf(provider.getSessionStatus(session_id, 'person'))
    expect(error.kind).toBe(kind)
    expect(error.exchange).toMatchObject({ http_status: status, path: '/kyc/digilocker/sessions/:session_id/status' })
    expect(control.stats().counts).toMatchObject({ authenticate: 1, status: reads })
    expect(error.message).not.toContain(message)
  },
)

test.each(table)(
  'sends an init once when it is answered %i %j [10.1-3] [F-02] [F-05]',
  async (status, message, kind, sent) => {
    const { control, provider } = await standIn()
    control.addFault({ kind: 'error', endpoint: 'init', status, message, times: 'forever' })
    const error = await failureOf(provider.initSession(anInit()))
    expect([error.kind, error.sent]).toEqual([kind, sent])
    expect(control.stats().counts).toMatchObject({ authenticate: 1, init: 1 })
  },
)

test.each([403, 502])('copes with a gateway that answers %i without the envelope [10.1-3]', async (status) => {
  const { control, provider } = await standIn()
  control.addFault({ kind: 'error', endpoint: 'init', status, message: 'Forbidden', envelope: false })
  const error = await failureOf(provider.initSession(anInit()))
  expect(error.kind).toBe(status === 403 ? 'forbidden' : 'unavailable')
})

test('passes on how long the vendor asks to wait [F-03]', async () => {
  const { control, provider } = await standIn()
  control.addFault({ kind: 'error', endpoint: 'init', status: 429, message: 'Too Many Requests', retryAfter: 17 })
  expect((await failureOf(provider.initSession(anInit()))).retryAfterSeconds).toBe(17)
})

test('takes 404 on the test host for a call we should not make, never for a lost session', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.set({ testHostMode: true })
  expect((await failureOf(provider.getSessionStatus(session_id, 'person'))).kind).toBe('invalid_request')
  expect((await failureOf(provider.initSession(anInit()))).kind).toBe('invalid_request')
})

test('repeats a status read that failed, after pauses that differ [F-04] [10.1-5]', async () => {
  const gaps = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const { control, provider } = await standIn()
      const { session_id } = await provider.initSession(anInit())
      control.addFault({ kind: 'error', endpoint: 'status', status: 503, message: 'Source Unavailable' })
      control.addFault({ kind: 'reset', endpoint: 'status', when: 'mid_body' })
      expect((await provider.getSessionStatus(session_id, 'person')).state).toBe('pending')
      const [first, second, third] = control.calls({ endpoint: 'status' }).map((call) => call.at)
      return [(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)]
    }),
  )
  for (const [short, long] of gaps) {
    expect(short).toBeGreaterThanOrEqual(140)
    expect(long).toBeGreaterThanOrEqual(590)
  }
  expect(new Set(gaps.flat()).size).toBeGreaterThan(4)
})

test.each([
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'mid_body' },
  { kind: 'error', status: 504, message: 'timeout', executed: true },
] as const)('never repeats an init by itself, whatever became of it: %j [F-05] [F-08] [10.1-5]', async (fault) => {
  const { control, provider } = await standIn()
  await provider.initSession(anInit())
  control.addFault({ ...fault, endpoint: 'init', times: 'forever' })
  const error = await failureOf(provider.initSession(anInit()))
  expect([error.sent, ['connection', 'unavailable'].includes(error.kind)]).toEqual([true, true])
  expect(control.stats().counts.init).toBe(2)
})

test('leaves a slow init after 8 seconds without a second one, and a slow read within ten [F-05] [F-07]', async () => {
  const [starting, reading] = [await standIn(), await standIn({ latencyMs: { status: 30_000 } })]
  const { session_id } = await reading.provider.initSession(anInit())
  starting.control.addFault({ kind: 'slow', endpoint: 'init', ms: 30_000 })
  const startedAt = performance.now()
  const [init, status] = await Promise.all([
    failureOf(starting.provider.initSession(anInit())),
    failureOf(reading.provider.getSessionStatus(session_id, 'sweep')),
  ])
  expect(performance.now() - startedAt).toBeLessThan(10_500)
  expect([init.kind, init.sent, status.kind]).toEqual(['timeout', true, 'timeout'])
  expect(starting.control.sessions()).toHaveLength(1)
  expect([starting.control.stats().counts.init, reading.control.stats().counts.status]).toEqual([1, 1])
})

test('asks nothing more of a provider that is down, and says since when [F-04]', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.addFault({ kind: 'error', endpoint: 'status', status: 503, message: 'Source Unavailable', times: 'forever' })
  for (let times = 0; times < 4; times += 1) await failureOf(provider.getSessionStatus(session_id, 'person'))
  const error = await failureOf(provider.initSession(anInit()))
  expect([error.kind, error.sent, error.exchange]).toEqual(['breaker_open', false, null])
  expect(error.retryAfterSeconds).toBeGreaterThan(0)
  expect(control.stats().counts).toMatchObject({ init: 1, status: 10 })
  expect(providerTrouble()?.since).toBeInstanceOf(Date)
})

test('sends nothing when the budget is used up, and says how long to wait [R-27] [F-03]', async () => {
  // The bed's budget has a thousand rows; an account with three calls a minute shares the first three of them.
  const { control, provider } = await standIn({}, { rpm: 3 })
  await pool().query('delete from provider_slots')
  await provider.initSession(anInit())
  await provider.initSession(anInit())
  const error = await failureOf(provider.initSession(anInit()))
  expect([error.kind, error.sent]).toEqual(['no_budget', false])
  expect(error.retryAfterSeconds).toBeGreaterThan(50)
  expect(control.calls()).toHaveLength(3)
})
