import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFresh } from '@/lib/auth/presence'
import { adminBehind } from '@/lib/auth/require-admin'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { disableColleague } from './disable-colleague'
import { type Identity, roleFrom, type SignedInHere, signInWithSso } from './sign-in-with-sso'
import { attempt, firstAdmin, network, refusalOf, staffTestBed, trail } from './testing'

let drop: () => Promise<void>
let asha: string
const place = { prefix: '203.0.113.0/24', browserClass: 'desktop-chrome' }
const rules = [
  { word: 'kyc-admins', role: 'admin' },
  { word: 'kyc-team', role: 'operator' },
]

const identity = (subject: string, wish: Partial<Identity> = {}): Identity => ({
  issuer: 'https://id.bank.example',
  subject,
  email: `${subject}@bank.example`,
  name: 'Meena Iyer',
  words: ['kyc-team'],
  ...wish,
})

const enter = async (who: Identity, here: SignedInHere | null = null) => {
  const begun = await signInWithSso(who, rules, place, here)
  if (!begun.ok) throw new Error(`sign-in refused: ${begun.error}`)
  return begun.value
}

beforeAll(async () => {
  drop = await staffTestBed()
  asha = await firstAdmin()
})
afterAll(() => drop())

describe('the role of a claim', () => {
  it.each([
    ['kyc-team', 'operator'],
    [['x', 'kyc-team'], 'operator'],
    [['kyc-team', 'kyc-admins'], 'admin'],
    ['', null],
    [[], null],
    [undefined, null],
    [null, null],
    [{ 'kyc-admins': true }, null],
    ['kyc-admins,kyc-team', null],
    [['KYC-ADMINS'], null],
    [[['kyc-admins']], null],
  ])('%j makes %s [A-10]', (words, role) => {
    expect(roleFrom(words, rules)).toBe(role)
  })
})

describe('a sign-in with the identity provider', () => {
  it('begins a sign-in of ours, which can be ended [A-02]', async () => {
    const token = await enter(identity('meena'))
    expect(await adminBehind(token)).toMatchObject({ name: 'Meena Iyer', role: 'operator' })
    await pool().query('update staff_sign_ins set ended_at = now() where sid = $1', [token.sid])
    expect(await adminBehind(token)).toBeNull()
    expect((await trail()).at(-1)).toMatchObject({ action: 'staff.signed_in', object_id: token.staffId })
  })

  it('knows a colleague by the subject, whatever their address is by now', async () => {
    const first = await enter(identity('married'))
    const again = await enter(identity('married', { email: 'new.name@bank.example' }))
    expect(again.staffId).toBe(first.staffId)
  })

  it('lets nobody in without a word that makes a role, and ends what they had [A-02] [A-10]', async () => {
    expect(await signInWithSso(identity('stranger', { words: ['other'] }), rules, place)).toEqual({
      ok: false,
      error: 'no_role',
    })
    const token = await enter(identity('leaver'))
    await signInWithSso(identity('leaver', { words: [] }), rules, place)
    expect(await adminBehind(token)).toBeNull()
  })

  it('follows a changed role and ends the sign-ins of the old one [A-02]', async () => {
    const old = await enter(identity('riser'))
    const token = await enter(identity('riser', { words: ['kyc-admins'] }))
    expect(await adminBehind(old)).toBeNull()
    expect(await adminBehind(token)).toMatchObject({ role: 'admin' })
    expect(await adminBehind(await enter(identity('riser')))).toMatchObject({ role: 'operator' })
  })

  it('never becomes a colleague who signs in with a password, nor one without an address', async () => {
    const taken = identity('thief', { email: 'asha@bank.example', words: ['kyc-admins'] })
    expect(await signInWithSso(taken, rules, place)).toEqual({ ok: false, error: 'address_taken' })
    for (const email of [undefined, '', 'no address', 7])
      expect(await signInWithSso(identity('nobody', { email }), rules, place)).toMatchObject({ error: 'no_address' })
  })

  it('is as fresh as the provider says it asked, and fresh for nothing where it does not say [A-09]', async () => {
    const seconds = Math.floor(now().getTime() / 1000)
    const freshOf = async (authTime: unknown) => {
      const actor = await adminBehind(await enter(identity('early', { authTime })))
      return actor && isFresh(actor)
    }
    expect(await freshOf(seconds)).toBe(true)
    expect(await freshOf(seconds + 5), 'a clock a little ahead').toBe(true)
    for (const old of [seconds - 6 * 60, undefined, null, String(seconds), seconds + 3600])
      expect(await freshOf(old), String(old)).toBe(false)
  })

  it('goes on from the sign-in this browser has, and never as somebody else in it [A-03] [A-09]', async () => {
    const first = await enter(identity('tabs'))
    const again = await enter(identity('tabs'), first)
    expect(again.sid).not.toBe(first.sid)
    expect(await adminBehind(first)).toBeNull()
    for (const other of [identity('visitor-known'), identity('visitor-new')]) {
      if (other.subject === 'visitor-known') await enter(other)
      expect(await signInWithSso(other, rules, place, again)).toEqual({ ok: false, error: 'other_person' })
    }
    expect(await adminBehind(again)).toMatchObject({ staffId: first.staffId })
    expect((await pool().query(`select 1 from staff where email like 'visitor-new%'`)).rowCount).toBe(0)
  })

  it('is refused to a colleague who was disabled, and a password opens nothing for them [A-02]', async () => {
    const { staffId } = await enter(identity('gone'))
    expect(await refusalOf(attempt({ email: 'gone@bank.example', prefix: network() }))).toMatchObject({
      code: 'no_match',
    })
    await disableColleague(colleague(asha, 'admin', 'team.manage'), staffId)
    expect(await signInWithSso(identity('gone'), rules, place)).toEqual({ ok: false, error: 'disabled' })
  })

  it('makes one colleague of two first sign-ins in the same moment', async () => {
    const [one, two] = await Promise.all([enter(identity('twins')), enter(identity('twins'))])
    expect(one.staffId).toBe(two.staffId)
  })

  it('does not count as the administrator who remains: only a password helps while the provider is away [A-10]', async () => {
    await enter(identity('chief', { words: ['kyc-admins'] }))
    await expect(pool().query(`update staff set role = 'viewer' where id = $1`, [asha])).rejects.toThrow(
      'an administrator to remain',
    )
  })
})
