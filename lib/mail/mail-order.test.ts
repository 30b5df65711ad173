import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { whatItRead } from '@/lib/db/testing'
import { askNewLink } from '@/lib/invites/ask-new-link'
import { resendInvitation } from '@/lib/invites/change-invitation'
import { runImports } from '@/lib/invites/run-import'
import { startImport } from '@/lib/invites/start-import'
import { type Inviter, invite, inviteBed, looked } from '@/lib/invites/testing'
import { systemActor } from '@/lib/jobs/system-actor'
import { claimStatement, sendDueMail } from './send-due-mail'
import { startMailServer } from './testing'

/* Who goes first when more is queued than leaves in a moment. */

let server: Awaited<ReturnType<typeof startMailServer>>
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  server = await startMailServer()
  Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(async () => {
  await down()
  await server.close()
})
beforeEach(async () => {
  await pool().query('delete from mail_messages')
  Object.assign(server.state, { mood: 'takes', delivered: [] })
})
afterEach(setClockRight)

const run = () => sendDueMail(systemActor('mailer'))
const minutes = (count: number) => moveClock(count * 60_000)

let files = 0

/** A file of people who are all written to. */
const mailFile = async (rows: number): Promise<string> => {
  files += 1
  const lines = Array.from({ length: rows }, (_, n) => `F${files}-${n},crowd.${n}@home.example`)
  const id = await looked(asha, `reference,email\n${lines.join('\n')}\n`)
  await startImport(asha, id, true)
  await runImports(systemActor('inviter'))
  return id
}

/** Where in the order of arrival an address stands. */
const placeOf = (address: string): number => server.state.delivered.findIndex(({ to }) => to === address)

/** A place among the first four letters: those that are under way at once. */
const first = 4

describe('a letter that one person waits for', () => {
  it('overtakes those of a file: an invitation made alone, one sent again, and a new link that was asked for', async () => {
    const waiting = await invite(asha, { email: 'sent.again@home.example' })
    const ended = await invite(asha, { email: 'asked@home.example' }, { lifeHours: 1 })
    minutes(61)
    await mailFile(30)
    await invite(asha, { email: 'alone@home.example' }, { byMail: true })
    expect(await resendInvitation(asha, waiting.id)).toMatchObject({ ok: true })
    await askNewLink(ended.token)
    expect(await run()).toBe(33)
    for (const name of ['alone', 'sent.again', 'asked'])
      expect(placeOf(`${name}@home.example`), name).toBeLessThan(first)
  })

  it('is brought forward when it is one of a file and a colleague sends it again', async () => {
    const file = await mailFile(20)
    const { rows } = await pool().query<{ id: string }>(
      'select id from invitations where import_id = $1 and import_row = 21',
      [file],
    )
    expect(await resendInvitation(asha, rows[0]?.id ?? '')).toMatchObject({ error: { code: 'on_its_way' } })
    expect(await run()).toBe(20)
    expect(placeOf('crowd.19@home.example')).toBeLessThan(first)
  })

  it('leaves one place in four to the others, however many there are, and to those that are tried again', async () => {
    server.state.mood = 'busy'
    await mailFile(3)
    await run()
    minutes(2)
    server.state.mood = 'takes'
    for (let n = 0; n < 12; n += 1) await invite(asha, { email: `p${n}@home.example` }, { byMail: true })
    await run()
    const places = [0, 1, 2].map((n) => placeOf(`crowd.${n}@home.example`)).sort((a, b) => a - b)
    expect(places.map((place) => Math.floor(place / first))).toEqual([0, 1, 2])
  })
})

describe('what is claimed of 50,000 letters', () => {
  const seed = (due: string) =>
    pool().query(
      `insert into mail_messages (id, invitation_id, kind, state, personal, next_try_at, created_at)
       select 'mal_' || n, (select id from invitations limit 1), 'invitation', 'queued', n % 100 = 0, ${due}, now()
       from generate_series(1, 50000) n`,
    )

  it.each([
    ['all of them due', `now() - interval '1 minute'`, 4],
    ['none of them due', `now() + interval '1 hour' + n * interval '1 second'`, 0],
    ['the last ones due, long settled ones before them', `now() - n * interval '1 second'`, 4],
  ])('is read from the index and no further: %s', async (what, due, claimed) => {
    await invite(asha)
    await seed(due)
    if (what.startsWith('the last')) await pool().query(`update mail_messages set state = 'sent' where id < 'mal_4'`)
    await pool().query('vacuum analyze mail_messages')
    const { read, kinds } = await whatItRead(claimStatement(now()))
    // Each is found in the index, looked up by its id, and leased.
    expect(read).toBe(3 * claimed)
    expect([...kinds]).not.toContain('Seq Scan')
  })
})
