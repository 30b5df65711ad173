import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pendingBehind } from '@/lib/auth/pending-sign-in'
import { permit, roles } from '@/lib/auth/permissions'
import { adminBehind } from '@/lib/auth/require-admin'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { disableColleague, enableColleague } from './disable-colleague'
import { endColleagueSignIns } from './end-colleague-sign-ins'
import { listTeam } from './list-team'
import { passSecondStep } from './pass-second-step'
import { resetFactors } from './reset-factors'
import { setRole } from './set-role'
import { signIn } from './sign-in'
import { another, appCode, attempt, begun, firstAdmin, halfIn, network, staffTestBed, trail } from './testing'

let drop: () => Promise<void>
let asha: string

const team = (id: string) => colleague(id, 'admin', 'team.manage')

const newcomer = async (id: string, role: string) => ({ id: await another(id, role), email: `${id}@bank.example` })

const roleOf = async (id: string): Promise<string> =>
  (await pool().query<{ role: string }>('select role from staff where id = $1', [id])).rows[0]?.role ?? ''

const lastOf = async (objectId: string) => (await trail()).filter(({ object_id }) => object_id === objectId).at(-1)

beforeAll(async () => {
  drop = await staffTestBed()
  asha = await firstAdmin()
})
afterAll(() => drop())
beforeEach(() => pool().query('truncate sign_in_failures, rate_limits'))

describe('a change of a colleague', () => {
  it('of role ends their sign-ins at once, half ones too, and is in the trail with both roles [A-02] [A-12]', async () => {
    const { id, email } = await newcomer('stf_role', 'operator')
    const whole = await begun({ email })
    const half = await halfIn({ email })
    expect(await adminBehind(whole)).not.toBeNull()
    expect(await setRole(team(asha), id, 'auditor')).toEqual({ ok: true, value: null })
    expect(await adminBehind(whole)).toBeNull()
    expect(await pendingBehind(half)).toBeNull()
    const actor = await adminBehind(await begun({ email }))
    expect(actor && permit(actor, 'audit.read')).not.toBeNull()
    expect(actor && permit(actor, 'sessions.read')).toBeNull()
    const row = (await trail()).find(({ action }) => action === 'staff.role_changed')
    expect(row).toMatchObject({ object_id: id, actor_kind: 'admin' })
    expect(JSON.parse(row?.body ?? '')).toMatchObject({ actor_id: asha, detail: { from: 'operator', to: 'auditor' } })
  })

  it('to a role with a second factor lets nobody in who only proved a password [A-08]', async () => {
    const { id, email } = await newcomer('stf_viewer', 'viewer')
    const byPassword = await begun({ email })
    expect(await adminBehind(byPassword)).not.toBeNull()
    await setRole(team(asha), id, 'operator')
    expect(await adminBehind(byPassword)).toBeNull()
    expect(await adminBehind(await halfIn({ email }))).toBeNull()
  })

  it('that disables keeps them out, and one that enables brings no earlier sign-in back [A-02]', async () => {
    const { id, email } = await newcomer('stf_out', 'viewer')
    const token = await begun({ email })
    await disableColleague(team(asha), id)
    expect(await adminBehind(token)).toBeNull()
    expect((await signIn(attempt({ email, prefix: network() }))).ok).toBe(false)
    await enableColleague(team(asha), id)
    expect(await adminBehind(token)).toBeNull()
    expect(await adminBehind(await begun({ email }))).not.toBeNull()
    expect(await lastOf(id)).toMatchObject({ action: 'staff.signed_in' })
    expect((await trail()).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['staff.disabled', 'staff.enabled']),
    )
  })

  it('can end every sign-in and leave everything else as it is [A-02]', async () => {
    const { id, email } = await newcomer('stf_laptop', 'viewer')
    const [one, two] = [await begun({ email }), await begun({ email })]
    await endColleagueSignIns(team(asha), id)
    expect([await adminBehind(one), await adminBehind(two)]).toEqual([null, null])
    expect(JSON.parse((await lastOf(id))?.body ?? '')).toMatchObject({
      action: 'staff.sign_in_ended',
      detail: { count: 2 },
    })
    expect(await adminBehind(await begun({ email }))).not.toBeNull()
  })

  it('that resets the second factor leaves the password needed and the old app worthless [A-08]', async () => {
    const { id, email } = await newcomer('stf_phone', 'operator')
    const token = await begun({ email })
    const oldCode = await appCode(id)
    await resetFactors(team(asha), id)
    expect(await adminBehind(token)).toBeNull()
    const pending = await pendingBehind(await halfIn({ email }))
    if (!pending) throw new Error('expected the second step to be due')
    const place = { prefix: network(), browserClass: 'unknown' }
    expect(await passSecondStep(pending, oldCode, place)).toMatchObject({ error: { code: 'no_match' } })
    expect((await listTeam(team(asha))).find((member) => member.id === id)).toMatchObject({ app: false, passkeys: 0 })
    expect(await resetFactors(team(asha), id)).toEqual({ ok: false, error: 'unchanged' })
  })

  it.each(roles)('is never one of oneself, not even to %s [A-10]', async (role) => {
    expect(await setRole(team(asha), asha, role)).toEqual({ ok: false, error: 'yourself' })
    expect(await disableColleague(team(asha), asha)).toEqual({ ok: false, error: 'yourself' })
    expect(await roleOf(asha)).toBe('admin')
  })

  it('says so when there is nothing to do or nobody there, and then writes no row [G-01]', async () => {
    const rows = (await trail()).length
    const { id } = await newcomer('stf_same', 'viewer')
    expect(await setRole(team(asha), id, 'viewer')).toEqual({ ok: false, error: 'unchanged' })
    expect(await enableColleague(team(asha), id)).toEqual({ ok: false, error: 'unchanged' })
    expect(await setRole(team(asha), 'stf_nobody', 'viewer')).toEqual({ ok: false, error: 'unknown' })
    expect(await trail()).toHaveLength(rows)
  })
})

describe('the last administrator', () => {
  it('remains when two demote each other in the same moment, ten times over [A-10]', async () => {
    await another('stf_meena', 'admin')
    for (let round = 0; round < 10; round += 1) {
      await pool().query(`update staff set role = 'admin', disabled_at = null where id in ($1, 'stf_meena')`, [asha])
      const answers = await Promise.all([
        setRole(team(asha), 'stf_meena', 'viewer'),
        round % 2 === 0 ? setRole(team('stf_meena'), asha, 'viewer') : disableColleague(team('stf_meena'), asha),
      ])
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: 'not_admin' })
    }
    await pool().query(`update staff set role = 'admin', disabled_at = null where id = $1`, [asha])
    await pool().query(`update staff set role = 'viewer' where id = 'stf_meena'`)
  })

  it('cannot be taken away past the verbs either, by two at once or by one [A-10]', async () => {
    await pool().query(`update staff set role = 'admin' where id = 'stf_meena'`)
    const answers = await Promise.allSettled([
      pool().query(`update staff set role = 'viewer' where id = 'stf_meena'`),
      pool().query(`update staff set disabled_at = now() where id = $1`, [asha]),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const left = await pool().query<{ id: string }>(`select id from staff where role = 'admin' and disabled_at is null`)
    expect(left.rows).toHaveLength(1)
    await expect(pool().query('delete from staff where id = $1', [left.rows[0]?.id])).rejects.toThrow()
    await expect(pool().query(`update staff set role = 'viewer'`)).rejects.toThrow('an administrator to remain')
    await pool().query(`update staff set role = 'admin', disabled_at = null where id = $1`, [asha])
  })
})
