import { setTimeout as pause } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '@/lib/db/client'
import { openHandover } from '@/lib/handover/open-handover'
import { takeHandover } from '@/lib/handover/take-handover'
import { tokenOf } from '@/lib/handover/tokens'
import { declineHere } from '@/lib/sessions/decline-here'
import { readStartKey } from '@/lib/sessions/start-key'
import { TestBrowser } from '@/lib/sessions/testing'
import { bindInvitation } from './bind-invitation'
import { revokeInvitation } from './change-invitation'
import { countOf, type Inviter, invite, inviteBed } from './testing'

/*
 * Two transactions on one invitation, each stopped where it has decided and not yet committed: both end by taking the head
 * of the audit trail, which the test holds meanwhile.
 */
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  process.env.PHONE_HANDOVER = '1'
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())

const waiting = () => countOf('pg_stat_activity', `wait_event_type = 'Lock' and datname = current_database()`)

/** Until so many transactions wait for a lock, or `done` has no need to. */
const untilWaiting = async (count: number, done: Promise<unknown>): Promise<void> => {
  let over = false
  const end = () => {
    over = true
  }
  done.then(end, end)
  while (!over && (await waiting()) < count) await pause(10)
}

/** Begins `first`, then `second`, both before either has committed, and lets both come to their end. */
const together = async <A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> => {
  const holder: PoolClient = await pool().connect()
  await holder.query('begin')
  await holder.query('select 1 from audit_head for update')
  const one = first()
  await untilWaiting(1, one)
  const two = second()
  await untilWaiting(2, two)
  await holder.query('commit')
  holder.release()
  return Promise.all([one, two])
}

/** An invitation that is open in the browser of a computer. */
const onComputer = async () => {
  const { id, token } = await invite(asha)
  const computer = new TestBrowser()
  await bindInvitation(computer.binder, token, false)
  const hold = await openHandover({ binder: computer.binder, invitationId: id, browserClass: 'desktop-firefox' })
  const phone = new TestBrowser()
  return {
    id,
    computer,
    starts: () => computer.start({}, computer.newKey(), id),
    declines: () => {
      const startKey = readStartKey(computer.binder, computer.newKey())
      if (!startKey) throw new Error('a key of our own was refused')
      const { binder } = computer
      return declineHere({ binder, startKey, invitationId: id, locale: 'en', browserClass: 'desktop-firefox' })
    },
    others: {
      'a phone that takes it over': () => takeHandover(phone.binder, tokenOf(hold ?? '')),
      'a browser that takes it over': () => bindInvitation(phone.binder, token, true),
      'a colleague who closes it': () => revokeInvitation(asha, id),
    },
  }
}

const live = (id: string) =>
  countOf('kyc_sessions', `invitation_id = $1 and status in ('starting', 'at_provider', 'held')`, [id])

const rivals = ['a phone that takes it over', 'a browser that takes it over', 'a colleague who closes it'] as const

describe('an invitation that changes hands while its browser presses the button', () => {
  it.each(rivals)('is not begun there after %s: the link says how it stands [R-25, R-26]', async (rival) => {
    const { id, computer, starts, others } = await onComputer()
    const [, started] = await together<unknown, Awaited<ReturnType<typeof starts>>>(others[rival], starts)
    expect(started).toEqual({ ok: false, error: { code: 'link_changed' } })
    expect(await computer.sessions()).toEqual([])
    expect(await live(id)).toBe(0)
  })

  it.each(rivals)('leaves nothing open there when it was first, before %s [R-25, R-26]', async (rival) => {
    const { id, computer, starts, others } = await onComputer()
    await together<unknown, unknown>(starts, others[rival])
    expect(await computer.session()).toMatchObject({ status: 'cancelled' })
    expect(await live(id)).toBe(0)
  })

  it.each(rivals)('is not refused there after %s', async (rival) => {
    const { computer, declines, others } = await onComputer()
    const [, handle] = await together<unknown, string | null>(others[rival], declines)
    expect(handle).toBeNull()
    expect(await computer.sessions()).toEqual([])
  })
})
