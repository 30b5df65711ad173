import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { moveClock, nowMs } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import type { Simulator } from '@/simulator/server'
import { comeBack } from './come-back'
import { recordReturn } from './record-return'
import { refreshSession } from './refresh-session'
import { sessionIdOf } from './session-secrets'
import { auditOf, journeyBed, nonceAtProvider, setClockBack, TestBrowser } from './testing'

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())
afterEach(() => {
  setClockBack()
  simulator.control.clearFaults()
})

const forward = moveClock
const system = systemActor('reconciler')
const minute = 60_000

/** Someone who started and is at DigiLocker. */
const away = async (documents: ('aadhaar' | 'pan')[] = ['pan']) => {
  const browser = new TestBrowser()
  await browser.start({ doc_types: documents })
  const nonce = nonceAtProvider(simulator)
  const { id } = await browser.session()
  const person = await browser.person()
  const decide = (outcome: Parameters<typeof simulator.control.setOutcome>[1]) =>
    simulator.control.setOutcome(nonce, outcome)
  const read = () => refreshSession(system, id, 'sweep')
  return { browser, nonce, id, person, decide, read }
}
const statusCalls = (session_id: string) => simulator.control.calls({ endpoint: 'status', contains: session_id }).length

test('settles at the return with one status call, and renews the cookie for the same owner [R-03] [R-12]', async () => {
  const { browser, nonce, decide } = await away(['aadhaar', 'pan'])
  decide({ kind: 'allow', documents: ['aadhaar', 'pan'] })
  const back = await comeBack(nonce, browser.binder, null)
  const row = await browser.session()
  expect(row.status).toBe('succeeded')
  expect(back.handle).toBe(row.handle)
  expect(back.cookie?.value).not.toBe(browser.binder)
  expect(statusCalls(sessionIdOf(row) ?? '')).toBe(1)
  expect(await auditOf(row.id)).toEqual(['consent.given', 'session.started', 'return.received', 'status.changed'])
})

test('calls a smaller consent partial and an empty one none [F-15]', async () => {
  const some = await away(['aadhaar', 'pan'])
  some.decide({ kind: 'allow', documents: ['pan'] })
  await comeBack(some.nonce, some.browser.binder, null)
  expect((await some.browser.session()).status).toBe('partial')
  const empty = await away()
  empty.decide({ kind: 'allow', documents: [] })
  await comeBack(empty.nonce, empty.browser.binder, null)
  expect((await empty.browser.session()).status).toBe('none')
})

test('makes one move and one audit row of fifty parallel returns [R-16]', async () => {
  const { browser, nonce, id, decide } = await away()
  decide({ kind: 'allow', documents: ['pan'] })
  await Promise.all(Array.from({ length: 50 }, () => comeBack(nonce, browser.binder, null)))
  await expect.poll(async () => (await browser.session()).status).toBe('succeeded')
  const actions = await auditOf(id)
  expect(actions.filter((action) => action === 'status.changed')).toHaveLength(1)
  expect(actions.filter((action) => action === 'return.received')).toHaveLength(1)
})

test('knows a return that comes before the answer to its own init, and settles at the next one [F-18]', async () => {
  const browser = new TestBrowser()
  const others = simulator.control.calls({ endpoint: 'init' }).length
  simulator.control.addFault({ endpoint: 'init', kind: 'slow', ms: 1_500 })
  const starting = browser.start()
  await expect.poll(() => simulator.control.calls({ endpoint: 'init' }).length).toBe(others + 1)
  const nonce = nonceAtProvider(simulator)
  const early = await comeBack(nonce, browser.binder, null)
  const row = await browser.session()
  expect(row).toMatchObject({ status: 'starting', handle: early.handle })
  await starting
  simulator.control.setOutcome(nonce, { kind: 'allow', documents: ['pan'] })
  await comeBack(nonce, browser.binder, null)
  expect((await browser.session()).status).toBe('succeeded')
  expect(await auditOf(row.id)).toContain('return.received')
})

test('answers another browser and an unknown nonce alike, and holds what the other browser finished [R-12] [R-13]', async () => {
  const { nonce, id, decide, read } = await away()
  decide({ kind: 'allow', documents: ['pan'] })
  const stranger = await comeBack(nonce, null, null)
  const unknown = await comeBack('x'.repeat(43), null, null)
  await stranger.background
  expect({ ...stranger, background: null }).toEqual({ ...unknown, background: null })
  expect(await read()).toMatchObject({ status: 'held', held_reason: 'unbound_return' })
  expect(await auditOf(id)).toContain('return.unbound')
})

test('does not let the waiting window of an attacker release what a victim finished [R-13] [R-15]', async () => {
  const { nonce, browser, decide, read } = await away()
  decide({ kind: 'allow', documents: ['pan'] })
  await (await comeBack(nonce, null, null)).background
  await comeBack(nonce, browser.binder, null)
  await read()
  expect((await browser.session()).status).toBe('held')
})

test('holds a success that nobody comes back for after two minutes, with one call [R-13]', async () => {
  const { id, browser, decide, read } = await away()
  decide({ kind: 'allow', documents: ['pan'] })
  expect((await read())?.status).toBe('at_provider')
  forward(2 * minute)
  expect(await read()).toMatchObject({ status: 'held', held_reason: 'no_return' })
  expect(statusCalls(sessionIdOf(await browser.session()) ?? '')).toBe(1)
  expect(await auditOf(id)).toContain('status.changed')
})

test('leaves the owner and a stranger apart: a finished callback of someone else opens nothing [R-14]', async () => {
  const attacker = await away()
  const victim = await away()
  attacker.decide({ kind: 'allow', documents: ['pan'] })
  const swapped = await comeBack(attacker.nonce, victim.browser.binder, null)
  expect(swapped.handle).toBeNull()
  victim.decide({ kind: 'allow', documents: ['pan'] })
  await comeBack(victim.nonce, victim.browser.binder, null)
  expect((await victim.browser.session()).status).toBe('succeeded')
})

test('keeps a forged session_id in the query as an event and ignores it otherwise [R-11]', async () => {
  const { browser, nonce, id, decide } = await away()
  decide({ kind: 'allow', documents: ['pan'] })
  await comeBack(nonce, browser.binder, 'not-ours')
  expect((await browser.session()).status).toBe('succeeded')
  expect(await auditOf(id)).toContain('return.query_mismatch')
})

test('shows the old result to a replayed return and asks nobody [R-17]', async () => {
  const { browser, nonce, decide } = await away()
  decide({ kind: 'allow', documents: ['pan'] })
  await comeBack(nonce, browser.binder, null)
  const before = statusCalls(sessionIdOf(await browser.session()) ?? '')
  expect((await comeBack(nonce, browser.binder, null)).handle).toBe((await browser.session()).handle)
  expect(statusCalls(sessionIdOf(await browser.session()) ?? '')).toBe(before)
})

test('never accepts a handle as a nonce [R-06]', async () => {
  const { browser, person } = await away()
  expect((await recordReturn((await browser.session()).handle, person, null)).kind).toBe('unknown')
})

test('ends a session that never leaves created two minutes after its time, with at most sixty reads [F-12] [R-19]', async () => {
  const { browser, read } = await away()
  for (let guard = 0; guard < 80; guard += 1) {
    const row = await browser.session()
    if (row.status !== 'at_provider' || !row.next_read_at) break
    forward(row.next_read_at.getTime() - nowMs() + 1)
    await read()
  }
  const row = await browser.session()
  expect(row.status).toBe('expired')
  expect(row.reads).toBeLessThanOrEqual(60)
  expect((row.finished_at?.getTime() ?? 0) - row.created_at.getTime()).toBeLessThanOrEqual(70 * minute)
})

test.each(['initialized', 'authorized', 'weird', ''])('treats the status word "%s" as pending [F-13]', async (word) => {
  const { read, nonce, id } = await away()
  simulator.control.addFault({ endpoint: 'status', kind: 'patch', set: { status: word }, contains: nonce })
  expect((await read())?.status).toBe('at_provider')
  expect((await auditOf(id)).includes('status.word_unknown')).toBe(word === 'weird' || word === '')
})

test('keeps a final state when a later read contradicts it [F-14]', async () => {
  const { browser, nonce, decide, read } = await away()
  decide({ kind: 'deny' })
  await comeBack(nonce, browser.binder, null)
  expect((await browser.session()).status).toBe('failed')
  decide({ kind: 'allow', documents: ['pan'] })
  expect((await read())?.status).toBe('failed')
})

test('says that the provider is silent, and settles once it speaks again [F-04]', async () => {
  const { browser, nonce, decide, read } = await away()
  decide({ kind: 'allow', documents: ['pan'] })
  simulator.control.addFault({
    endpoint: 'status',
    kind: 'error',
    status: 503,
    message: 'Source Unavailable',
    times: 3,
  })
  await comeBack(nonce, browser.binder, null)
  const waiting = await browser.session()
  expect(waiting.status).toBe('at_provider')
  expect(waiting.unread_since).not.toBeNull()
  simulator.control.clearFaults()
  expect((await read())?.status).toBe('succeeded')
})

test('ends a session the provider no longer knows [F-06]', async () => {
  const { browser, nonce } = await away()
  simulator.control.addFault({ endpoint: 'status', kind: 'error', status: 521, message: 'Data not found for: x' })
  await comeBack(nonce, browser.binder, null)
  expect((await browser.session()).status).toBe('lost')
})

test('lets one of many readers ask the provider [F-23]', async () => {
  const { browser, read } = await away()
  await Promise.all(Array.from({ length: 20 }, read))
  expect(statusCalls(sessionIdOf(await browser.session()) ?? '')).toBe(1)
})

test('drops authorization_url when a session is final', async () => {
  const { browser, nonce, decide } = await away()
  expect((await browser.session()).authorization_url_enc).not.toBeNull()
  decide({ kind: 'fail' })
  await comeBack(nonce, browser.binder, null)
  expect((await browser.session()).authorization_url_enc).toBeNull()
})

test('writes a chain of audit rows whose hashes follow from each other [G-01]', async () => {
  const { rows } = await pool().query<{ broken: string }>(
    `select count(*) as broken from (
       select hash, prev_hash, seq, body, lag(hash, 1, sha256('swikriti audit trail'::bytea)) over (order by seq) as before
       from audit_events) a
     where prev_hash <> before or hash <> sha256(prev_hash || convert_to(seq::text || body, 'UTF8'))`,
  )
  expect(rows[0]?.broken).toBe('0')
})
