import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { processState } from '@/lib/process-state'
import { sandboxProvider } from './sandbox-client'
import { anInit, failureOf, providerTestBed, standIn } from './testing'
import { keyId, type Upstream } from './upstream'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

const hourMs = 60 * 60_000
/** Another instance shares the database and nothing else. */
const forgetMemory = () => processState('tokens', () => new Map()).clear()
const storedFor = async (account: Upstream) => {
  const { rows } = await pool().query('select * from provider_tokens where key_id = $1', [keyId(account)])
  return rows[0]
}
const atTime = async (ms: number, work: () => Promise<void>) => {
  moveClock(ms)
  try {
    await work()
  } finally {
    moveClock(-ms)
  }
}

test('replaces an expired token once for fifty calls at a time, and all of them succeed [F-01] [10.1-4]', async () => {
  const { control, provider } = await standIn()
  await provider.initSession(anInit())
  control.forward(25 * hourMs)
  const consent_expiry = new Date(Date.now() + 27 * hourMs)
  const answers = await Promise.all(Array.from({ length: 50 }, () => provider.initSession(anInit({ consent_expiry }))))
  expect(new Set(answers.map((answer) => answer.session_id)).size).toBe(50)
  expect(control.stats().counts.authenticate).toBe(2)
  expect(control.sessions()).toHaveLength(51)
})

test.each([
  { badTokenStatus: 401 },
  { badTokenStatus: 403 },
  { legacyTokenShape: true },
  { tokenExpUnit: 'ms' },
  { newTokenRevokesOld: true },
] as const)(
  'repeats a call once with a new token when the vendor does this: %j [F-01] [F-16] [10.1-2]',
  async (settings) => {
    const { control, provider } = await standIn({ ...settings })
    const { session_id } = await provider.initSession(anInit())
    control.forward(25 * hourMs)
    expect((await provider.getSessionStatus(session_id, 'person')).state).toBe('expired')
    expect(control.stats().counts).toEqual({ authenticate: 2, init: 1, status: 2, other: 0 })
  },
)

test('asks for one token when fifty calls come first of all, and for none when another instance has one [F-01]', async () => {
  const { control, provider } = await standIn()
  await Promise.all(Array.from({ length: 50 }, () => provider.initSession(anInit())))
  expect(control.stats().counts.authenticate).toBe(1)
  forgetMemory()
  await provider.initSession(anInit())
  expect(control.stats().counts.authenticate).toBe(1)
})

test('makes one token though several instances want one in the same moment [F-01]', async () => {
  const { account, control } = await standIn({ latencyMs: { authenticate: 150 } })
  const works = Array.from({ length: 4 }, () => {
    // Clearing what this process knows makes the next caller an instance of its own; the lock is the database's.
    forgetMemory()
    return sandboxProvider(account).initSession(anInit())
  })
  await Promise.all(works)
  expect(control.stats().counts).toMatchObject({ authenticate: 1, init: 4 })
})

test('does not hammer with a key that is refused for good [F-01]', async () => {
  const { account, control } = await standIn()
  const provider = sandboxProvider({ ...account, apiSecret: 'secret_test_wrong' })
  const errors = await Promise.all(Array.from({ length: 50 }, () => failureOf(provider.initSession(anInit()))))
  expect(new Set(errors.map((error) => error.kind))).toEqual(new Set(['auth']))
  for (let times = 0; times < 20; times += 1) {
    expect((await failureOf(provider.initSession(anInit()))).kind).toBe('breaker_open')
  }
  expect(control.stats().counts).toMatchObject({ authenticate: 1, init: 0 })
})

test('retries once and then rests when every token is refused [F-01]', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.addFault({
    kind: 'error',
    endpoint: 'status',
    status: 403,
    message: 'Invalid access token',
    times: 'forever',
  })
  expect((await failureOf(provider.getSessionStatus(session_id, 'person'))).kind).toBe('auth')
  expect((await failureOf(provider.getSessionStatus(session_id, 'person'))).kind).toBe('breaker_open')
  expect(control.stats().counts).toMatchObject({ authenticate: 2, status: 2 })
})

test('makes at most one new token for many calls that are all refused twice [F-01]', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.addFault({ kind: 'error', endpoint: 'status', status: 401, message: 'Unauthorized', times: 'forever' })
  await Promise.all(Array.from({ length: 30 }, () => failureOf(provider.getSessionStatus(session_id, 'person'))))
  expect(control.stats().counts.authenticate).toBe(2)
  expect(control.stats().counts.status).toBeLessThanOrEqual(60)
})

test('does not ask for a token again for a call that is refused just after that was in vain [F-01]', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.addFault({ kind: 'error', endpoint: 'status', status: 401, message: 'Unauthorized', times: 'forever' })
  control.addFault({ kind: 'error', endpoint: 'authenticate', status: 401, message: 'Unauthorized', times: 'forever' })
  control.set({ latencyMs: { status: 500 } })
  const straggler = failureOf(provider.getSessionStatus(session_id, 'person'))
  await expect.poll(() => control.stats().counts.status).toBe(1)
  control.set({ latencyMs: { status: 0 } })
  expect((await failureOf(provider.getSessionStatus(session_id, 'person'))).kind).toBe('auth')
  expect((await straggler).kind).toBe('auth')
  expect(control.stats().counts.authenticate).toBe(2)
})

test('renews the token ten minutes before it ends, not sooner [F-25]', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  await atTime(23 * hourMs + 49 * 60_000, async () => {
    await provider.getSessionStatus(session_id, 'person')
  })
  expect(control.stats().counts.authenticate).toBe(1)
  await atTime(23 * hourMs + 51 * 60_000, async () => {
    await provider.getSessionStatus(session_id, 'person')
  })
  expect(control.stats().counts).toMatchObject({ authenticate: 2, status: 2 })
})

test('goes on with the old token while a new one cannot be had [F-04]', async () => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.addFault({
    kind: 'error',
    endpoint: 'authenticate',
    status: 503,
    message: 'Source Unavailable',
    times: 'forever',
  })
  await atTime(23 * hourMs + 55 * 60_000, async () => {
    expect((await provider.getSessionStatus(session_id, 'person')).state).toBe('pending')
  })
  await atTime(24 * hourMs + 60_000, async () => {
    expect((await failureOf(provider.getSessionStatus(session_id, 'person'))).kind).toBe('unavailable')
  })
})

test.each([-10, 10])('is not led into a loop by a clock that is %d minutes off [F-25]', async (minutes) => {
  const { control, provider } = await standIn({ tokenLifetimeS: 15 * 60 })
  await atTime(minutes * 60_000, async () => {
    const { session_id } = await provider.initSession(anInit({ consent_expiry: new Date(Date.now() + 90 * 60_000) }))
    for (let times = 0; times < 5; times += 1) await provider.getSessionStatus(session_id, 'person')
  })
  expect(control.stats().counts).toMatchObject({ authenticate: 1, status: 5 })
})

test('keeps the token encrypted, under its own key, and notes the call without it [C-02]', async () => {
  const { account, provider } = await standIn()
  await provider.initSession(anInit())
  const row = await storedFor(account)
  expect(row.generation).toBe(1)
  expect(JSON.stringify(row)).not.toMatch(/eyJ|key_test|secret_test/)
  const calls = await pool().query("select * from provider_calls where path = '/authenticate' order by id desc limit 1")
  expect(calls.rows[0]).toMatchObject({ kyc_session_id: null, http_status: 200, outcome: 'ok', method: 'POST' })
  expect(JSON.stringify(calls.rows)).not.toMatch(/eyJ|key_test|secret_test/)
})

test('replaces a stored token that cannot be opened, counting on from it [C-02]', async () => {
  const { account, control, provider } = await standIn()
  await provider.initSession(anInit())
  await pool().query("update provider_tokens set token_enc = 'v1.' || repeat('A', 80) where key_id = $1", [
    keyId(account),
  ])
  forgetMemory()
  await provider.initSession(anInit())
  expect(control.stats().counts.authenticate).toBe(2)
  expect((await storedFor(account)).generation).toBe(2)
})

test('refuses a token that could not travel in a header [F-09]', async () => {
  const { control, provider } = await standIn()
  control.addFault({ kind: 'patch', endpoint: 'authenticate', set: { access_token: 'a.b.c\r\nx-evil: 1' } })
  expect((await failureOf(provider.initSession(anInit()))).kind).toBe('contract')
})
