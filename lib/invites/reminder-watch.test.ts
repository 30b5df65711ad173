import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { remindInvited } from './remind'
import { countOf, type Inviter, invite, inviteBed } from './testing'

/* What is late because there is much to do, and what was missed because nobody worked. */

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  // Nothing is sent here: what is in the queue is what counts.
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockRight)

const hours = (count: number) => moveClock(count * 3_600_000)

const inviter = systemActor('inviter')
const mailed = () => invite(asha, { email: 'meera@home.example' }, { byMail: true })
const letters = (id: string) => countOf('mail_messages', `invitation_id = $1 and kind = 'reminder'`, [id])

it('a reminder whose time was missed is not caught up, and the next one still comes', async () => {
  const { id } = await mailed()
  hours(30)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(0)
  hours(42.1)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
})

/** So many who have had all their messages, and fall due before the next who is invited: work that comes first. */
const crowd = (rows: number) =>
  pool().query(
    `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at,
       messages, next_reminder_at)
     select 'inv_' || gen_random_uuid(), 'C', 'tpl_standard', 'en', '', 168, 'stf_asha', $1, $1::timestamptz + interval '7 days',
       3, $1::timestamptz + interval '24 hours' from generate_series(1, $2)`,
    [now(), rows],
  )

it('nobody is lost because we are busy: what is due for longer than an hour while we look is still sent', async () => {
  await crowd(500)
  const { id } = await mailed()
  hours(23.9)
  expect(await remindInvited(inviter)).toBe(false)
  for (let n = 0; n < 5; n += 1) {
    hours(0.5)
    // No more than one step is taken in any of these looks.
    expect(await remindInvited(inviter, 0)).toBe(true)
  }
  expect(await letters(id)).toBe(0)
  expect(await remindInvited(inviter)).toBe(false)
  expect(await letters(id)).toBe(1)
  hours(46)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(2)
})

it('a process that comes back after an hour does not take what fell due while nobody looked for work it was late with', async () => {
  await crowd(100)
  const { id: before } = await mailed()
  hours(2)
  const { id: since } = await mailed()
  hours(22.2)
  expect(await remindInvited(inviter, 0)).toBe(true)
  hours(2)
  await remindInvited(inviter)
  expect([await letters(before), await letters(since)]).toEqual([0, 1])
})

/** Looks while nothing can be written to the trail. */
const lookInVain = async () => {
  await pool().query('alter table audit_events rename to audit_events_away')
  try {
    await expect(remindInvited(inviter)).rejects.toThrow('audit_events')
  } finally {
    await pool().query('alter table audit_events_away rename to audit_events')
  }
}

it('work that fails each time is a pause: what fell due before it is not caught up, and the next one still comes', async () => {
  const { id } = await mailed()
  hours(23.8)
  await remindInvited(inviter)
  for (let n = 0; n < 2; n += 1) {
    hours(0.4)
    await lookInVain()
  }
  hours(0.6)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(0)
  hours(46.7)
  await remindInvited(inviter)
  hours(0.3)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
})

it('work that fails for less than an hour loses nobody', async () => {
  const { id } = await mailed()
  hours(23.8)
  await remindInvited(inviter)
  hours(0.4)
  await lookInVain()
  hours(0.4)
  await remindInvited(inviter)
  expect(await letters(id)).toBe(1)
})
