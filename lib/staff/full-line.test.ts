import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { maxHashesAtOnce, maxWaiting, withHashRoom } from '@/lib/auth/password'
import { adminBehind } from '@/lib/auth/require-admin'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { newSecret, secretHash } from '@/lib/ids'
import { changePassword } from './change-password'
import { confirmPresence } from './confirm-presence'
import { getStaffInvite, join } from './join'
import { begun, firstAdmin, goodPassword, refusalOf, staffTestBed, trail } from './testing'

/** The line of people who wait for a hash is full. */

let drop: () => Promise<void>
let open: () => void
let line: Promise<unknown>

beforeAll(async () => {
  drop = await staffTestBed()
  await firstAdmin()
})
afterAll(() => drop())
afterEach(setClockRight)

const fill = (): void => {
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  line = Promise.all(Array.from({ length: maxHashesAtOnce + maxWaiting }, () => withHashRoom(() => gate, 60_000)))
}
const empty = async (): Promise<void> => {
  open()
  await line
}

describe('while the line for hashing is full', () => {
  beforeEach(async () => {
    await pool().query('truncate sign_in_failures, rate_limits')
  })

  it('a sign-in is told so, known and unknown, right and wrong alike, and nothing is counted or written [A-04, A-06, A-07]', async () => {
    const before = (await trail()).length
    fill()
    for (const email of ['asha@bank.example', 'nobody@bank.example'])
      for (const password of [goodPassword, 'not the password'])
        expect(await refusalOf({ email, password })).toEqual({ code: 'busy' })
    await empty()
    expect(await trail()).toHaveLength(before)
    expect((await pool().query('select from sign_in_failures')).rowCount).toBe(0)
    expect(await refusalOf({}), 'a moment later').toBeNull()
  })

  it('a new password, a proof of presence and a joining colleague are told so, and change nothing [A-04]', async () => {
    const token = await begun()
    const fresh = await adminBehind(token)
    const secret = newSecret()
    await pool().query(
      `insert into staff_invites (id, token_hash, email, role, invited_by, created_at, expires_at)
       values ('inv_one', $1, 'ravi@bank.example', 'operator', $2, now(), now() + interval '1 day')`,
      [secretHash(secret), token.staffId],
    )
    fill()
    expect(await join(secret, { full_name: 'Ravi Menon', password: 'copper kettle 77 dune' })).toEqual({
      ok: false,
      error: { code: 'busy' },
    })
    expect(await getStaffInvite(secret), 'the link stays').not.toBeNull()
    if (!fresh) throw new Error('expected to be signed in')
    const place = { prefix: '203.0.113.0/24', browserClass: 'desktop-chrome' }
    const present = await confirmPresence(fresh, { password: '', passkey: '' }, place)
    if (!present.ok) throw new Error('expected a fresh sign-in')
    expect(await changePassword(present.value.actor, 'copper kettle 77 dune')).toEqual({ ok: false, error: 'busy' })
    moveClock(6 * 60_000)
    expect(await confirmPresence(fresh, { password: goodPassword, passkey: '' }, place)).toEqual({
      ok: false,
      error: { code: 'busy' },
    })
    setClockRight()
    await empty()
    expect(await refusalOf({}), 'the old password').toBeNull()
  })
})
