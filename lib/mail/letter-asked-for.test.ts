import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { resendInvitation } from '@/lib/invites/change-invitation'
import { getInvitation } from '@/lib/invites/get-invitation'
import { remindInvited } from '@/lib/invites/remind'
import { countOf, type Inviter, invite, inviteBed } from '@/lib/invites/testing'
import { systemActor } from '@/lib/jobs/system-actor'
import { auditOf } from '@/lib/sessions/testing'
import { sendDueMail } from './send-due-mail'
import { headerOf, startMailServer } from './testing'

/* "Send the e-mail again" while there is a letter in the queue already. */

/** What the server does with the next address, by hand. */
let answer: () => Promise<Error | null>
let server: Awaited<ReturnType<typeof startMailServer>>
let down: () => Promise<void>
let asha: Inviter

const refusal = (code: number) => Object.assign(new Error('no'), { responseCode: code })

beforeAll(async () => {
  server = await startMailServer({
    onRcptTo: (_address, _session, done) => void answer().then((refused) => done(refused)),
  })
  Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(async () => {
  await down()
  await server.close()
})
beforeEach(async () => {
  await pool().query('delete from mail_messages')
  server.state.delivered = []
  answer = async () => null
})
afterEach(setClockRight)

const run = () => sendDueMail(systemActor('mailer'))
const minutes = (count: number) => moveClock(count * 60_000)
const onItsWay = { ok: false, error: { code: 'on_its_way' } }

/** Somebody whose link ends three hours after their reminder, which is in the queue. */
const reminded = async (): Promise<string> => {
  const { id } = await invite(asha, { email: 'meera@home.example' }, { byMail: true, lifeHours: 27 })
  await run()
  minutes(24 * 60 + 1)
  await remindInvited(systemActor('inviter'))
  return id
}

/** Something that comes later. */
const pending = <T>() => {
  let come: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    come = resolve
  })
  return { promise, come }
}

/** Stops the server at the next address. @returns when it has come to one, and how it is let go with an answer */
const stopServer = () => {
  const reached = pending<null>()
  const outcome = pending<Error | null>()
  answer = () => {
    reached.come(null)
    return outcome.promise
  }
  return {
    reached: reached.promise,
    goOn: (refused: Error | null) => {
      answer = async () => null
      outcome.come(refused)
    },
  }
}

const subjects = () => server.state.delivered.map(({ source }) => headerOf(source, 'Subject'))

const newest = async (id: string) => {
  const { rows } = await pool().query<{ kind: string; state: string; tries: number; next_try_at: Date | null }>(
    'select kind, state, tries, next_try_at from mail_messages where invitation_id = $1 order by created_at desc limit 1',
    [id],
  )
  return rows[0]
}

const messagesOf = async (id: string): Promise<number | undefined> =>
  (await pool().query<{ messages: number }>('select messages from invitations where id = $1', [id])).rows[0]?.messages

const queuedInTrail = async (id: string): Promise<number> =>
  (await auditOf(id)).filter((action) => action === 'invitation.mail_queued').length

describe('a reminder that a colleague sends again', () => {
  it('goes out at once as an invitation, also in the last two hours of its link, and counts once', async () => {
    const id = await reminded()
    answer = async () => refusal(451)
    for (const wait of [0, 1, 5, 15, 30]) {
      minutes(wait)
      expect(await run()).toBe(1)
    }
    minutes(11)
    answer = async () => null
    expect(await run()).toBe(0)
    expect(await resendInvitation(asha, id)).toEqual(onItsWay)
    expect(await newest(id)).toMatchObject({ kind: 'invitation', state: 'queued', tries: 0 })
    expect(await resendInvitation(asha, id)).toEqual(onItsWay)
    expect(await run()).toBe(1)
    expect(await newest(id)).toMatchObject({ kind: 'invitation', state: 'sent', tries: 1 })
    const [first, again, ...more] = subjects()
    expect(again).toBe(first)
    expect(more).toEqual([])
    expect(await messagesOf(id)).toBe(2)
    // Who put the reminder in the queue, and who made an invitation of it.
    expect(await queuedInTrail(id)).toBe(2)
  })

  it('goes on as an invitation when it was under way at that moment and did not get through', async () => {
    const id = await reminded()
    const { reached, goOn } = stopServer()
    const sending = run()
    await reached
    expect(await resendInvitation(asha, id)).toEqual(onItsWay)
    expect(await newest(id)).toMatchObject({ kind: 'reminder', tries: 1 })
    goOn(refusal(451))
    await sending
    expect(await newest(id)).toMatchObject({ kind: 'invitation', state: 'queued', tries: 1 })
    minutes(62)
    await run()
    expect(await newest(id)).toMatchObject({ kind: 'invitation', state: 'sent' })
    expect(await messagesOf(id)).toBe(2)
    expect(await queuedInTrail(id)).toBe(2)
  })

  it('goes once, as the reminder it is, when it was under way at that moment', async () => {
    const id = await reminded()
    const { reached, goOn } = stopServer()
    const sending = run()
    await reached
    expect(await resendInvitation(asha, id)).toEqual(onItsWay)
    goOn(null)
    await sending
    expect(await newest(id)).toMatchObject({ kind: 'reminder', state: 'sent' })
    expect(server.state.delivered).toHaveLength(2)
    expect(await queuedInTrail(id)).toBe(1)
  })

  it('is not given up as a reminder when it was asked for between being looked at and being given up', async () => {
    const id = await reminded()
    minutes(62)
    // As the press leaves it that comes when the letter has been claimed.
    await pool().query(`update mail_messages set personal = true where invitation_id = $1 and kind = 'reminder'`, [id])
    await run()
    expect(await newest(id)).toMatchObject({ kind: 'invitation', state: 'sent' })
    expect(server.state.delivered).toHaveLength(2)
  })
})

it('an invitation that waits for a server is tried at once and with its whole patience when it is sent again', async () => {
  const { id } = await invite(asha, { email: 'meera@home.example' }, { byMail: true })
  answer = async () => refusal(451)
  for (let n = 0; n < 7; n += 1) {
    await run()
    minutes(n === 6 ? 10 : 301)
  }
  expect(await run()).toBe(0)
  expect(await resendInvitation(asha, id)).toEqual(onItsWay)
  expect(await run()).toBe(1)
  expect(await newest(id)).toMatchObject({ kind: 'invitation', state: 'queued', tries: 1 })
  expect(await messagesOf(id)).toBe(1)
  expect(await queuedInTrail(id)).toBe(0)
})

it('a letter that bounces while a colleague sends it again bounces, and both come to their end', async () => {
  const { id } = await invite(asha, { email: 'meera@home.example' }, { byMail: true })
  const { reached, goOn } = stopServer()
  const sending = run()
  await reached
  const holder = await pool().connect()
  onTestFinished(() => holder.release())
  await holder.query('begin')
  await holder.query('select 1 from invitations where id = $1 for update', [id])
  const waiting = () => countOf('pg_stat_activity', `wait_event_type = 'Lock' and datname = current_database()`)
  const press = resendInvitation(asha, id)
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1)
  goOn(refusal(550))
  await expect.poll(waiting, { timeout: 10_000 }).toBe(2)
  await holder.query('commit')
  expect(await Promise.allSettled([press, sending])).toEqual([
    { status: 'fulfilled', value: onItsWay },
    { status: 'fulfilled', value: 1 },
  ])
  expect(await newest(id)).toMatchObject({ state: 'bounced' })
  expect((await getInvitation(asha, id))?.nextReminderAt).toBeNull()
})
