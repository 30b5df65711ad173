import { hash } from '@node-rs/argon2'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AdminActor } from '@/lib/audit/actor'
import { permit } from '@/lib/auth/permissions'
import { adminBehind, adminUnseen } from '@/lib/auth/require-admin'
import { signInLeft } from '@/lib/auth/sign-in-left'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { signOut } from './sign-out'
import { another, begun, firstAdmin, goodPassword, staffTestBed, trail } from './testing'

let drop: () => Promise<void>
let staffId: string
const later = moveClock

beforeAll(async () => {
  drop = await staffTestBed()
  staffId = await firstAdmin()
  // One administrator always remains; this one lets the other be put out.
  await another('stf_ravi', 'admin')
})
afterAll(() => drop())
beforeEach(async () => {
  await pool().query('truncate sign_in_failures, rate_limits')
  await pool().query('update staff set disabled_at = null, session_version = 1')
})
afterEach(setClockRight)

describe('a sign-in', () => {
  it('opens the console for the colleague and for nobody else [A-02]', async () => {
    const token = await begun()
    expect(await adminBehind(token)).toMatchObject({ kind: 'admin', staffId, role: 'admin' })
    expect(await adminBehind({ ...token, sid: 'sid_other' })).toBeNull()
    expect(await adminBehind({ ...token, staffId: 'stf_other' })).toBeNull()
  })

  it('has a new sid every time and ends the one it replaces [A-03]', async () => {
    const first = await begun()
    const second = await begun({ replaces: first.sid })
    expect(second.sid).not.toBe(first.sid)
    expect(await adminBehind(first)).toBeNull()
    expect(await adminBehind(second)).not.toBeNull()
  })

  it('ends at sign-out on the next request, also for a copied cookie [A-02]', async () => {
    const token = await begun()
    const actor = await adminBehind(token)
    if (!actor) throw new Error('not signed in')
    await signOut(actor, token.sid)
    await signOut(actor, token.sid)
    expect(await adminBehind(token)).toBeNull()
    expect((await trail()).filter(({ action }) => action === 'staff.signed_out')).toHaveLength(1)
  })

  it('cannot sign out a colleague [A-02]', async () => {
    const mine = await begun()
    const other = await begun()
    const actor = await adminBehind(mine)
    if (!actor) throw new Error('not signed in')
    await signOut({ ...actor, staffId: 'stf_other' }, other.sid)
    expect(await adminBehind(other)).not.toBeNull()
  })

  it('ends when the colleague is disabled or all sign-ins are ended [A-02]', async () => {
    const token = await begun()
    await pool().query('update staff set session_version = session_version + 1')
    expect(await adminBehind(token)).toBeNull()
    const again = await begun()
    await pool().query(`update staff set disabled_at = now() where email = 'asha@bank.example'`)
    expect(await adminBehind(again)).toBeNull()
  })

  it('carries the role of this moment, so that a right taken away is gone at the next request [A-02, A-10]', async () => {
    const token = await begun()
    const mayRelease = async () => {
      const actor = await adminBehind(token)
      return actor && permit(actor, 'sessions.release') !== null
    }
    expect(await mayRelease()).toBe(true)
    for (const role of ['viewer', 'nobody']) {
      await pool().query('update staff set role = $1 where email = $2', [role, 'asha@bank.example'])
      expect(await mayRelease(), role).toBe(false)
    }
    await pool().query(`update staff set role = 'admin'`)
    expect(await mayRelease()).toBe(true)
  })

  it('ends after 15 idle minutes and lives on while it is used [A-03]', async () => {
    const token = await begun()
    for (const _ of [1, 2, 3]) {
      later(13 * 60_000)
      expect(await adminBehind(token)).not.toBeNull()
    }
    later(15 * 60_000 + 1000)
    expect(await adminBehind(token)).toBeNull()
  })

  it('says how long it still lives without that counting as use, and counts what does [A-03]', async () => {
    const token = await begun()
    const left = (actor: AdminActor | null) => actor && signInLeft(actor)
    const about = (minutes: number): unknown => expect.closeTo(minutes * 60_000, -4)
    expect(left(await adminUnseen(token))).toEqual({ idle: about(15), latest: about(480) })
    later(13 * 60_000)
    expect(left(await adminUnseen(token))).toEqual({ idle: about(2), latest: about(467) })
    expect(left(await adminUnseen(token))).toEqual({ idle: about(2), latest: about(467) })
    expect(left(await adminBehind(token))).toEqual({ idle: about(15), latest: about(467) })
    later(30_000)
    expect(left(await adminBehind(token)), 'no write within a minute').toEqual({
      idle: about(14.5),
      latest: about(466.5),
    })
    later(14.5 * 60_000)
    expect(await adminUnseen(token)).toBeNull()
  })

  it('ends after 8 hours, however busy [A-03]', async () => {
    const token = await begun()
    for (let minutes = 0; minutes < 8 * 60 - 10; minutes += 10) {
      later(10 * 60_000)
      expect(await adminBehind(token)).not.toBeNull()
    }
    later(10 * 60_000 + 1000)
    expect(await adminBehind(token)).toBeNull()
  })

  it('makes the stored hash anew when its costs have changed [A-04]', async () => {
    const cheap = await hash(goodPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
    await pool().query('update staff set password_hash = $1', [cheap])
    await begun()
    const { rows } = await pool().query<{ password_hash: string }>('select password_hash from staff where id = $1', [
      staffId,
    ])
    expect(rows[0]?.password_hash).toContain('m=65536,t=3,p=1')
    await begun()
  })

  it('takes the same characters from any keyboard [A-04]', async () => {
    const stored = await hash('caf\u00e9 lantern orbit'.normalize('NFC'), { memoryCost: 19_456, timeCost: 2 })
    await pool().query('update staff set password_hash = $1', [stored])
    await begun({ password: 'cafe\u0301 lantern orbit' })
    await pool().query('update staff set password_hash = $1', [await hash(goodPassword, { memoryCost: 19_456 })])
  })
})
