import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { formatTime } from '@/lib/i18n/format'
import { invitedFor } from '@/lib/invites/get-invited'
import { findInvited } from '@/lib/invites/list-invitations'
import { invite, renew } from '@/lib/invites/testing'
import { journeyBed } from '@/lib/sessions/testing'
import { getErasurePlan } from './erasure-plan'
import { countRows, eraseAll, insertEnded, makeNightDue, saidErased } from './testing'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const ago = (days: number, hours = 0) => new Date(now().getTime() - days * dayMs - hours * hourMs)

let down: () => Promise<void>
beforeAll(async () => {
  ;({ down } = await journeyBed())
})
afterAll(() => down())

const kept = (ids: readonly string[]) => countRows('kyc_sessions where id = any ($1)', [ids])

describe('an invitation', () => {
  const inviter = colleague('stf_x', 'operator', 'invitations.manage')
  const admin = colleague('stf_x', 'admin', 'settings.manage')
  const address = { reference: 'A1', name: 'Meera Nair', email: 'meera@mail.example', phone: '9876543210' }
  const end = (id: string, at: Date) =>
    pool().query('update invitations set created_at = $2, expires_at = $2 where id = $1', [id, at])
  const left = async () => [
    await countRows('invitations'),
    await countRows('invitation_links'),
    await countRows('mail_messages'),
  ]

  beforeEach(async () => {
    await pool().query('truncate invitations, kyc_sessions, erasures, unstarted_counts cascade')
    await makeNightDue()
    await insertEnded({ endedAt: ago(1) })
  })

  it('goes with its last session, so that nobody is asked again for what was answered [L-09]', async () => {
    const { id, token } = await invite(inviter, address)
    await pool().query('update invitations set created_at = $2, expires_at = $3, life_hours = 600 where id = $1', [
      id,
      ago(370),
      ago(345),
    ])
    await insertEnded({ count: 3, endedAt: ago(365, 1), invitation: id })
    expect((await getErasurePlan(admin)).next).toMatchObject({ sessions: 3, invitations: 1 })
    await eraseAll()
    expect(await left()).toEqual([0, 0, 0])
    expect(await invitedFor(null, token)).toEqual({ view: 'unknown' })
  })

  it('that was sent anew after its session counts from its new end, and its link goes on working [L-09]', async () => {
    const { id } = await invite(inviter, address)
    await insertEnded({ status: 'cancelled', endedAt: ago(400), invitation: id })
    const renewed = await renew(inviter, id)
    if (!renewed.ok) throw new Error(`refused: ${renewed.error.code}`)
    expect((await getErasurePlan(admin)).next).toMatchObject({ sessions: 1, invitations: 0 })
    await eraseAll()
    expect(await countRows('kyc_sessions where invitation_id = $1', [id])).toBe(0)
    expect(await invitedFor(null, renewed.value.token)).toMatchObject({ view: 'welcome' })
  })

  it('goes 365 days after its end with name, address, number, links and e-mails, and its link is unknown [L-09]', async () => {
    const { id, token } = await invite(inviter, address)
    await pool().query(
      `insert into mail_messages (id, invitation_id, kind, state, created_at) values ('mal_1', $1, 'invitation', 'sent', $2)`,
      [id, ago(370)],
    )
    await pool().query(
      `insert into handovers (id, token_hash, owner_id, invitation_id, browser_class, created_at, expires_at)
       values ('hov_1', '\\x01', 'own_x', $1, 'desktop-firefox', $2, $2)`,
      [id, ago(370)],
    )
    await end(id, ago(364))
    await eraseAll()
    expect(await left()).toEqual([1, 1, 1])
    await end(id, ago(365, 1))
    await makeNightDue()
    await eraseAll()
    expect(await left()).toEqual([0, 0, 0])
    expect(await invitedFor(null, token)).toEqual({ view: 'unknown' })
    expect(await findInvited(inviter, address.email)).toBeNull()
    expect((await saidErased()).at(-1)).toMatchObject({ invitations: 1, messages: 1 })
  })

  it('stays as long as a session of it, and its No keeps the letters away until both go [L-09] [F-43]', async () => {
    const { id } = await invite(inviter, address)
    await end(id, ago(400))
    const no = await insertEnded({ status: 'declined', endedAt: ago(300), sent: false, invitation: id })
    await eraseAll()
    expect([await kept(no), (await left())[0]]).toEqual([1, 1])
    await pool().query('update kyc_sessions set finished_at = $2 where id = any ($1)', [no, ago(366)])
    await makeNightDue()
    await eraseAll()
    expect([await kept(no), (await left())[0]]).toEqual([0, 0])
  })

  it('is told to an administrator before, with the sessions and the hour, and the counts after [L-09]', async () => {
    await eraseAll()
    const { id } = await invite(inviter, address)
    await end(id, ago(400))
    await insertEnded({ count: 41, endedAt: ago(400), invitation: id })
    await insertEnded({ status: 'start_failed', endedAt: ago(3), sent: false })
    const { next } = await getErasurePlan(admin)
    expect(next).toMatchObject({ sessions: 41, unstarted: 1, invitations: 1 })
    expect(formatTime(next.at)).toBe('3:00 am')
    expect(next.at.getTime() - now().getTime()).toBeLessThanOrEqual(dayMs)
    await pool().query(`update erasures set started_at = started_at - interval '1 day'`)
    await eraseAll()
    expect(await getErasurePlan(admin)).toMatchObject({
      next: { sessions: 0, unstarted: 0, invitations: 0 },
      last: { sessions: 41, unstarted: 1, invitations: 1 },
      underWay: null,
    })
  })
})
