import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { codeLifeMs, codeOfferMs, codeSettleMs } from '@/lib/kyc/held-code'
import { isResult } from '@/lib/kyc/settled'
import type { Simulator } from '@/simulator/server'
import { freshBinder } from './binder'
import { comeBack } from './come-back'
import { enterCode } from './enter-code'
import { refreshSession } from './refresh-session'
import { showCode } from './show-code'
import { auditOf, journeyBed, nonceAtProvider, setClockBack, TestBrowser } from './testing'
import { withdrawConsent } from './withdraw-consent'

const template = 'tpv_code_1'

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
  await pool().query(`insert into templates (id, name, created_at) values ('tpl_code', 'Code', now())`)
  await pool().query(
    `insert into template_versions (id, template_id, number, required_docs, optional_docs, held_policy, updated_at, published_at)
     values ($1, 'tpl_code', 1, '{}', '{pan}', 'code', now(), now())`,
    [template],
  )
})
afterAll(() => down())
afterEach(setClockBack)

/** Started here, agreed to at DigiLocker, and come back in the other browser. */
const finishedElsewhere = async (policy = template) => {
  const first = new TestBrowser()
  await first.start({}, first.newKey(policy))
  const nonce = nonceAtProvider(simulator)
  const { id } = await first.session()
  const person = await first.person()
  if (!person) throw new Error('this browser has started nothing')
  const other = freshBinder()
  const agree = () => simulator.control.setOutcome(nonce, { kind: 'allow', documents: ['pan'] })
  const comeTo = async (binder = other) => (await comeBack(nonce, binder, null)).background
  const statusOf = async () => (await first.session()).status
  return { first, nonce, id, person, other, agree, comeTo, statusOf }
}

const held = async (policy?: string) => {
  const session = await finishedElsewhere(policy)
  session.agree()
  await session.comeTo()
  expect(await session.statusOf()).toBe('held')
  return session
}

const shown = async () => {
  const session = await held()
  moveClock(codeSettleMs)
  const code = await showCode(session.other)
  if (!code.ok) throw new Error(`no code was shown: ${code.error.code}`)
  const enter = (typed: string) => enterCode(session.person, session.id, typed)
  return { ...session, code: code.value.code, enter }
}

const wrongOf = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('the code of the browser that came back', () => {
  it('releases the held result when it is typed into the first, and says so in the trail [R-15]', async () => {
    const { id, code, enter, statusOf } = await shown()
    expect(code).toMatch(/^\d{6}$/)
    expect(await enter(code)).toMatchObject({ ok: true })
    expect(await statusOf()).toBe('succeeded')
    expect((await auditOf(id)).slice(-3)).toEqual(['code.shown', 'status.changed', 'session.released'])
    const { rows } = await pool().query('select code_hash, used_at from held_codes where kyc_session_id = $1', [id])
    expect(rows[0]).toMatchObject({ code_hash: null, used_at: expect.any(Date) })
  })

  it('leaves a result that stays one when it is withdrawn later [L-06] [R-15]', async () => {
    const { first, person, id, code, enter } = await shown()
    await enter(code)
    await withdrawConsent(person, id)
    const row = await first.session()
    expect(row.status).toBe('withdrawn')
    expect(isResult(row)).toBe(true)
  })

  it('is shown once, to that browser alone, and nothing in the database tells it [R-15] [C-02]', async () => {
    const { id, other, code } = await shown()
    expect(await showCode(other)).toMatchObject({ ok: false, error: { code: 'shown' } })
    expect(await showCode(freshBinder())).toMatchObject({ ok: false, error: { code: 'none' } })
    const { rows } = await pool().query('select to_jsonb(h)::text as row from held_codes h where kyc_session_id = $1', [
      id,
    ])
    const { rows: trail } = await pool().query('select body from audit_events where object_id = $1', [id])
    for (const text of [rows[0].row, ...trail.map(({ body }) => body)]) expect(text).not.toContain(`"${code}"`)
    expect(rows[0].row).not.toContain(code)
  })

  it('is not shown before the return of the person who agreed has had time to arrive [R-15]', async () => {
    const { other, statusOf } = await held()
    expect(await showCode(other)).toMatchObject({ ok: false, error: { code: 'settling' } })
    moveClock(codeOfferMs)
    expect(await showCode(other)).toMatchObject({ ok: false, error: { code: 'over' } })
    expect(await statusOf()).toBe('held')
  })

  it('is not there while DigiLocker has confirmed nothing, and a press looks again [R-15]', async () => {
    const { other, agree, comeTo, statusOf } = await finishedElsewhere()
    await comeTo()
    expect(await showCode(other)).toMatchObject({ ok: false, error: { code: 'early' } })
    agree()
    expect(await showCode(other)).toMatchObject({ ok: false, error: { code: 'settling' } })
    expect(await statusOf()).toBe('held')
  })

  it('works no more after five minutes, and the session stays held [R-15]', async () => {
    const { code, enter, statusOf } = await shown()
    moveClock(codeLifeMs)
    expect(await enter(code)).toMatchObject({ ok: false, error: { code: 'over' } })
    expect(await statusOf()).toBe('held')
  })

  it('works no more after five wrong ones, fifty of them at once included, and the session stays held [R-15]', async () => {
    const { id, code, enter, statusOf } = await shown()
    expect(await enter(wrongOf(code))).toMatchObject({ error: { code: 'wrong', triesLeft: 4 } })
    const guesses = await Promise.all(Array.from({ length: 50 }, () => enter(wrongOf(code))))
    expect(guesses.filter((guess) => !guess.ok && guess.error.code === 'wrong')).toHaveLength(3)
    expect(await enter(code)).toMatchObject({ ok: false, error: { code: 'over' } })
    expect(await statusOf()).toBe('held')
    expect((await auditOf(id)).filter((action) => action === 'code.refused')).toHaveLength(5)
  })

  it('releases once when it is typed fifty times at the same moment [R-15] [R-16]', async () => {
    const { id, code, enter } = await shown()
    const entered = await Promise.all(Array.from({ length: 50 }, () => enter(code)))
    expect(entered.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await auditOf(id)).filter((action) => action === 'session.released')).toHaveLength(1)
  })

  it('is of no use in a browser that did not start the session, the one that shows it included [R-15] [R-20]', async () => {
    const { id, code, statusOf } = await shown()
    const stranger = new TestBrowser()
    await stranger.start()
    const person = await stranger.person()
    expect(person && (await enterCode(person, id, code))).toMatchObject({ error: { code: 'not_found' } })
    expect(await statusOf()).toBe('held')
  })

  it('of one session does not release another [R-15]', async () => {
    const one = await shown()
    setClockBack()
    const two = await shown()
    if (one.code !== two.code) expect((await two.enter(one.code)).ok).toBe(false)
    expect((await two.enter(two.code)).ok).toBe(true)
  })
})

describe('a second other browser at the return address', () => {
  it('ends the code before it was shown: the sender of a link gets none from a browser of their own [R-13] [R-15]', async () => {
    const attacker = freshBinder()
    const { id, other, agree, comeTo, statusOf } = await finishedElsewhere()
    // The one who sent the link knows the address and is there first; the victim agrees and comes back.
    await comeTo(attacker)
    agree()
    await comeTo(other)
    moveClock(codeSettleMs)
    for (const browser of [attacker, other])
      expect(await showCode(browser)).toMatchObject({ ok: false, error: { code: expect.stringMatching(/over|none/) } })
    await refreshSession(systemActor('reconciler'), id, 'sweep')
    expect(await statusOf()).toBe('held')
    expect((await auditOf(id)).filter((action) => action === 'code.voided')).toHaveLength(1)
  })

  it('ends a code that was shown already [R-15]', async () => {
    const { code, comeTo, enter, statusOf } = await shown()
    await comeTo(freshBinder())
    expect(await enter(code)).toMatchObject({ ok: false, error: { code: 'over' } })
    expect(await statusOf()).toBe('held')
  })

  it('leaves its mark once when the code was used already, and what was released stays [R-15]', async () => {
    const { id, code, comeTo, enter, statusOf } = await shown()
    await enter(code)
    await comeTo()
    expect(await auditOf(id)).not.toContain('code.doubted')
    await comeTo(freshBinder())
    await comeTo(freshBinder())
    expect((await auditOf(id)).filter((action) => action === 'code.doubted')).toHaveLength(1)
    expect(await statusOf()).toBe('succeeded')
  })

  it('is not the same browser that comes again', async () => {
    const { code, comeTo, enter } = await shown()
    await comeTo()
    expect((await enter(code)).ok).toBe(true)
  })
})

describe('the policy of a session', () => {
  it('without the code policy gives no code to anyone, and none releases it [R-15]', async () => {
    const { id, person, other, statusOf } = await held('tpv_standard_1')
    moveClock(codeSettleMs)
    expect(await showCode(other)).toMatchObject({ ok: false, error: { code: 'none' } })
    expect(await enterCode(person, id, '000000')).toMatchObject({ ok: false, error: { code: 'over' } })
    expect(await statusOf()).toBe('held')
  })

  it('is what its template said at the start [R-15]', async () => {
    const session = await finishedElsewhere()
    expect((await session.first.session()).held_policy).toBe('code')
    expect((await (await finishedElsewhere('tpv_standard_1')).first.session()).held_policy).toBe('review')
  })
})
