import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { forgetEnded } from '@/lib/jobs/forget-ended'
import { systemActor } from '@/lib/jobs/system-actor'
import { consentMinutes } from '@/lib/kyc/template-schema'
import type { Simulator } from '@/simulator/server'
import { type Binder, binderHash, binderLifeSeconds, journeyMs, readBinder, resultOpenMs } from './binder'
import { personBehind, personOf } from './binding'
import { type CameBack, comeBack } from './come-back'
import { getOwnSession } from './get-session'
import { refreshSession } from './refresh-session'
import { journeyBed, nonceAtProvider, setClockBack, TestBrowser } from './testing'

const minute = 60_000
const hour = 60 * minute

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())
afterEach(setClockBack)

const forward = moveClock

/** Someone who has agreed at DigiLocker and is on the way back. */
const agreed = async (browser = new TestBrowser(), flow: 'signin' | 'signup' = 'signin') => {
  await browser.start({ flow })
  const nonce = nonceAtProvider(simulator)
  simulator.control.setOutcome(nonce, { kind: 'allow', documents: ['pan'] })
  const [session] = await browser.sessions()
  if (!session) throw new Error('nothing was started')
  return { browser, nonce, id: session.id, handle: session.handle }
}

const cookieIn = (back: CameBack): Binder => {
  const binder = readBinder(back.cookie?.value)
  if (!binder) throw new Error('this return brought no cookie')
  return binder
}

/** What the result page shows to whoever sends this cookie. */
const seenWith = async (binder: Binder, handle: string) => {
  const person = await personBehind(binder)
  return (person && (await getOwnSession(person, handle)))?.status ?? null
}

describe('a browser whose answer to the return was lost', () => {
  it('comes back with the cookie it has and sees its result as long as anybody [R-16] [R-17]', async () => {
    const { browser, nonce, handle } = await agreed()
    await comeBack(nonce, browser.binder, null)
    forward(10 * minute)
    expect((await comeBack(nonce, browser.binder, null)).handle).toBe(handle)
    expect(await seenWith(browser.binder, handle)).toBe('succeeded')
    forward(resultOpenMs - 11 * minute)
    expect(await seenWith(browser.binder, handle)).toBe('succeeded')
    forward(2 * minute)
    expect(await seenWith(browser.binder, handle)).toBeNull()
  })

  it('is not another browser to the flow of its other tab [R-18]', async () => {
    const first = await agreed()
    const second = await agreed(first.browser, 'signup')
    await comeBack(first.nonce, first.browser.binder, null)
    forward(5 * minute)
    expect((await comeBack(second.nonce, first.browser.binder, null)).handle).toBe(second.handle)
    expect(await seenWith(first.browser.binder, second.handle)).toBe('succeeded')
  })
})

describe('two returns sent with the same cookie', () => {
  it('each bring one that works, whichever answer comes last [R-16] [R-18]', async () => {
    const one = await agreed()
    const other = await agreed(one.browser, 'signup')
    const early = cookieIn(await comeBack(one.nonce, one.browser.binder, null))
    // The page of the one tab may be open with its answer before the other's is made.
    expect(await seenWith(early, one.handle)).toBe('succeeded')
    const late = cookieIn(await comeBack(other.nonce, one.browser.binder, null))
    expect(await seenWith(late, other.handle)).toBe('succeeded')
    forward(2 * hour)
    for (const binder of [late, early])
      for (const { handle } of [one, other]) expect(await seenWith(binder, handle)).toBe('succeeded')
  })
})

describe('fifty returns of one flow at the same moment', () => {
  it('lead to one page that every cookie among their answers opens [R-16]', async () => {
    const { browser, nonce, handle } = await agreed()
    const backs = await Promise.all(Array.from({ length: 50 }, () => comeBack(nonce, browser.binder, null)))
    expect(new Set(backs.map((back) => back.handle))).toEqual(new Set([handle]))
    await Promise.all(backs.map(({ background }) => background))
    const kept = [browser.binder, ...backs.flatMap((back) => (back.cookie ? [cookieIn(back)] : []))]
    forward(10 * minute)
    for (const binder of kept) expect(await seenWith(binder, handle)).toBe('succeeded')
  })
})

describe('a cookie that was replaced', () => {
  it('ends a minute after its successor was first seen, for good, and belongs to nobody then [R-03]', async () => {
    const { browser, nonce, handle } = await agreed()
    const next = cookieIn(await comeBack(nonce, browser.binder, null))
    expect(await seenWith(next, handle)).toBe('succeeded')
    forward(59_000)
    expect(await seenWith(browser.binder, handle)).toBe('succeeded')
    forward(2_000)
    expect(await seenWith(browser.binder, handle)).toBeNull()
    expect(await seenWith(next, handle)).toBe('succeeded')
    forward(binderLifeSeconds * 1000 - 5 * minute)
    await forgetEnded()
    expect(await withTransaction((tx) => personOf(tx, browser.binder))).toBeNull()
  })

  it('ends as well when the successor is first seen at a start [R-03]', async () => {
    const { browser, nonce, handle } = await agreed()
    const next = cookieIn(await comeBack(nonce, browser.binder, null))
    expect(await withTransaction((tx) => personOf(tx, next))).toEqual(await personBehind(browser.binder))
    forward(2 * minute)
    expect(await seenWith(browser.binder, handle)).toBeNull()
  })

  it('is forgotten once nobody could show it any more', async () => {
    const { browser } = await agreed()
    forward(2 * binderLifeSeconds * 1000 + hour)
    await forgetEnded()
    const { rows } = await pool().query('select 1 from browsers where binder_hash = $1', [binderHash(browser.binder)])
    expect(rows).toEqual([])
  })
})

describe('the life of the cookie', () => {
  it('is longer than the longest time to agree and the result after it, from any start [R-17] [R-19]', () => {
    expect(journeyMs).toBeGreaterThanOrEqual(consentMinutes.most * minute + resultOpenMs + hour)
    expect(binderLifeSeconds * 1000).toBeGreaterThan(journeyMs)
  })

  it('outlasts an end that nobody came back for [R-17]', async () => {
    const { browser, id, handle } = await agreed()
    forward(binderLifeSeconds * 1000 - journeyMs)
    simulator.control.setOutcome(nonceAtProvider(simulator), { kind: 'deny' })
    await refreshSession(systemActor('reconciler'), id, 'sweep')
    const [row] = await browser.sessions()
    expect(row?.finished_at).not.toBeNull()
    forward(resultOpenMs - minute)
    expect(await seenWith(browser.binder, handle)).toBe(row?.status)
  })
})
