import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AdminActor, PendingActor } from '@/lib/audit/actor'
import { pendingBehind } from '@/lib/auth/pending-sign-in'
import { isFresh, type Present } from '@/lib/auth/presence'
import { adminBehind } from '@/lib/auth/require-admin'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { changePassword } from './change-password'
import { confirmPresence } from './confirm-presence'
import { factorsOf } from './factors-of'
import { passSecondStep } from './pass-second-step'
import { replaceRecoveryCodes } from './replace-recovery-codes'
import { appCode, begun, firstAdmin, goodPassword, halfIn, staffTestBed, trail } from './testing'

let drop: () => Promise<void>
let staffId: string
const place = { prefix: '203.0.113.0/24', browserClass: 'desktop-chrome' }

beforeAll(async () => {
  drop = await staffTestBed()
  staffId = await firstAdmin()
  await begun()
})
afterAll(() => drop())
beforeEach(() => pool().query('truncate sign_in_failures, rate_limits'))

const pending = async (): Promise<PendingActor> => {
  const actor = await pendingBehind(await halfIn())
  if (!actor) throw new Error('expected a pending sign-in')
  return actor
}

const inside = async (): Promise<Present> => {
  const actor = await adminBehind(await begun())
  if (!actor || !isFresh(actor)) throw new Error('expected to be signed in')
  return actor
}

describe('the second step', () => {
  it('is due after a right password, and opens nothing before it is passed [A-08]', async () => {
    const token = await halfIn()
    expect(await adminBehind(token)).toBeNull()
    expect(await pendingBehind(token)).toMatchObject({ kind: 'pending', staffId })
  })

  it('takes a code once: the same code again is refused, at the same moment too [A-08]', async () => {
    const code = await appCode(staffId)
    const [one, two] = await Promise.all([pending(), pending()])
    const answers = await Promise.all([passSecondStep(one, code, place), passSecondStep(two, code, place)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await passSecondStep(await pending(), code, place)).toMatchObject({ ok: false, error: { code: 'no_match' } })
  })

  it('begins the sign-in under a new id and ends the half one [A-03] [A-08]', async () => {
    const half = await halfIn()
    const actor = await pendingBehind(half)
    if (!actor) throw new Error('expected a pending sign-in')
    const passed = await passSecondStep(actor, await appCode(staffId), place)
    expect(passed.ok && passed.value.sid).not.toBe(half.sid)
    expect(await pendingBehind(half)).toBeNull()
  })

  it('waits ten minutes and no longer', async () => {
    const half = await halfIn()
    moveClock(11 * 60_000)
    expect(await pendingBehind(half)).toBeNull()
    moveClock(-11 * 60_000)
  })

  it('takes each recovery code once, however it is typed, and new codes end the old ones [A-08]', async () => {
    const old = await replaceRecoveryCodes(await inside())
    const codes = await replaceRecoveryCodes(await inside())
    expect((await factorsOf(staffId)).recoveryCodesLeft).toBe(10)
    expect(await passSecondStep(await pending(), old[0] ?? '', place)).toMatchObject({ ok: false })
    const code = codes[0] ?? ''
    expect((await passSecondStep(await pending(), code.toUpperCase().replaceAll('-', ' '), place)).ok).toBe(true)
    expect((await passSecondStep(await pending(), code, place)).ok).toBe(false)
    expect((await factorsOf(staffId)).recoveryCodesLeft).toBe(9)
  })

  it('is told in the trail with its kind and outcome, never with a code [A-12]', async () => {
    const code = await appCode(staffId)
    await passSecondStep(await pending(), '123456', place)
    await passSecondStep(await pending(), code, place)
    const told = (await trail()).slice(-4).map(({ action }) => action)
    expect(told).toEqual([
      'staff.password_accepted',
      'staff.sign_in_failed',
      'staff.password_accepted',
      'staff.signed_in',
    ])
    expect(JSON.stringify(await trail())).not.toContain(code)
  })
})

describe('proof of presence', () => {
  const stale = async (): Promise<AdminActor> => {
    const token = await begun()
    await pool().query(`update staff_sign_ins set fresh_at = fresh_at - interval '6 minutes' where sid = $1`, [
      token.sid,
    ])
    const actor = await adminBehind(token)
    if (!actor) throw new Error('expected to be signed in')
    return actor
  }

  it('is good for five minutes after the sign-in [A-09]', async () => {
    expect(isFresh(await inside())).toBe(true)
    expect(isFresh(await stale())).toBe(false)
  })

  it('is renewed by the password under a new sid, and not by a wrong one [A-03] [A-09]', async () => {
    const actor = await stale()
    expect(await confirmPresence(actor, { password: '', passkey: '' }, place)).toMatchObject({
      error: { code: 'missing' },
    })
    expect(await confirmPresence(actor, { password: 'wrong', passkey: '' }, place)).toMatchObject({
      error: { code: 'no_match' },
    })
    const renewed = await confirmPresence(actor, { password: goodPassword, passkey: '' }, place)
    if (!renewed.ok || !renewed.value.token) throw new Error('expected a renewed sign-in')
    expect(renewed.value.token.sid).not.toBe(actor.sid)
    expect(renewed.value.actor.sid).toBe(renewed.value.token.sid)
    const fresh = await adminBehind(renewed.value.token)
    expect(fresh && isFresh(fresh)).toBe(true)
  })

  it('leaves the sign-in it renewed standing when the others end, so that nobody signs themselves out [A-02] [A-09]', async () => {
    const other = await begun()
    const renewed = await confirmPresence(await stale(), { password: goodPassword, passkey: '' }, place)
    if (!renewed.ok || !renewed.value.token) throw new Error('expected a renewed sign-in')
    expect(await changePassword(renewed.value.actor, 'walnut copper meadow 7')).toMatchObject({ ok: true })
    expect(await adminBehind(renewed.value.token)).not.toBeNull()
    expect(await adminBehind(other)).toBeNull()
    await changePassword(renewed.value.actor, goodPassword)
  })

  it('does not move the absolute end of the sign-in [A-03]', async () => {
    const actor = await stale()
    const began = async (sid: string) =>
      (await pool().query<{ created_at: Date }>('select created_at from staff_sign_ins where sid = $1', [sid])).rows[0]
    const renewed = await confirmPresence(actor, { password: goodPassword, passkey: '' }, place)
    if (!renewed.ok || !renewed.value.token) throw new Error('expected a renewed sign-in')
    expect(await began(renewed.value.token.sid)).toEqual(await began(actor.sid))
  })
})

describe('a guesser', () => {
  it('stops guessing after ten tries, for the right code as well [A-06] [A-08]', async () => {
    const actor = await pending()
    for (let tries = 0; tries < 10; tries += 1)
      expect(await passSecondStep(actor, '000000', place)).toMatchObject({ ok: false })
    expect(await passSecondStep(actor, await appCode(staffId), place)).toMatchObject({ error: { code: 'wait' } })
  })
})
