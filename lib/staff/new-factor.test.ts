import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pendingBehind } from '@/lib/auth/pending-sign-in'
import { isFresh, type Present } from '@/lib/auth/presence'
import { adminBehind } from '@/lib/auth/require-admin'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { changePassword } from './change-password'
import { factorsOf } from './factors-of'
import { lockFactors, settleNewFactor } from './new-factor'
import { another, begun, firstAdmin, goodPassword, halfIn, staffTestBed, trail } from './testing'

let drop: () => Promise<void>
let asha: string

beforeAll(async () => {
  drop = await staffTestBed()
  asha = await firstAdmin()
})
afterAll(() => drop())
beforeEach(() => pool().query('truncate sign_in_failures, rate_limits'))

const inside = async (email?: string): Promise<Present> => {
  const actor = await adminBehind(await begun(email === undefined ? {} : { email }))
  if (!actor || !isFresh(actor)) throw new Error('expected to be signed in')
  return actor
}

describe('a new second factor', () => {
  it.each(['app_code', 'passkey'] as const)(
    'brings ten codes when it is the first, whichever it is (%s), and tells the trail of both [A-08] [A-12]',
    async (factor) => {
      const id = await another(`stf_first_${factor}`, 'operator')
      const pending = await pendingBehind(await halfIn({ email: `${id}@bank.example` }))
      if (!pending) throw new Error('expected a pending sign-in')
      const made = await withTransaction(async (tx) =>
        settleNewFactor(tx, pending, factor, await lockFactors(tx, pending.staffId)),
      )
      expect(made.codes).toHaveLength(10)
      expect(made.ended, 'a colleague at the door has no other sign-in').toBe(0)
      expect((await factorsOf(id)).recoveryCodesLeft).toBe(10)
      expect((await trail()).slice(-2).map(({ action }) => action)).toEqual(['factor.added', 'recovery_codes.replaced'])
    },
  )

  it('leaves the codes alone when there was one before [A-08]', async () => {
    const actor = await inside()
    await withTransaction(async (tx) => {
      const made = await settleNewFactor(tx, actor, 'passkey', await lockFactors(tx, asha))
      expect(made.codes).toBeNull()
    })
  })

  it('counts the sign-ins it ended, and none that had ended by themselves [A-02]', async () => {
    const actor = await inside()
    const settle = () =>
      withTransaction(async (tx) => settleNewFactor(tx, actor, 'passkey', await lockFactors(tx, asha)))
    await settle()
    await begun()
    await begun()
    expect((await settle()).ended).toBe(2)
    const idle = await begun()
    await pool().query(
      `update staff_sign_ins set last_seen_at = last_seen_at - interval '1 hour', created_at = created_at - interval '1 hour' where sid = $1`,
      [idle.sid],
    )
    await halfIn()
    expect((await settle()).ended, 'idled away, or not yet in').toBe(0)
  })
})

it('a new password counts the sign-ins it ended [A-02]', async () => {
  const actor = await inside()
  await changePassword(actor, 'walnut copper meadow 7')
  expect(await changePassword(actor, goodPassword)).toEqual({ ok: true, value: { ended: 0 } })
  await begun()
  expect(await changePassword(actor, 'walnut copper meadow 7')).toEqual({ ok: true, value: { ended: 1 } })
})
