import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { remindInvited } from './remind'
import { runImports } from './run-import'
import { startImport } from './start-import'
import { countOf, type Inviter, inviteBed, looked } from './testing'

/* All rows of a file fall due at one instant. */

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  // Nothing is sent here: what is in the queue is what counts.
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())
afterEach(setClockRight)

const minutes = (count: number) => moveClock(count * 60_000)
const inviter = systemActor('inviter')

let files = 0

/** A file of people who are all written to, made into invitations some minutes after the button was pressed. */
const mailFile = async (rows: number, minutesLater = 0): Promise<string> => {
  files += 1
  const lines = Array.from({ length: rows }, (_, n) => `F${files}-${n},crowd.${n}@home.example`)
  const id = await looked(asha, `reference,email\n${lines.join('\n')}\n`)
  await pool().query('update invite_imports set life_hours = 168 where id = $1', [id])
  await startImport(asha, id, true)
  minutes(minutesLater)
  await runImports(inviter)
  return id
}

const ofFile = 'select id from invitations where import_id = $1'
const remindersOf = (file: string) =>
  countOf('mail_messages', `kind = 'reminder' and invitation_id in (${ofFile})`, [file])

it('everybody of a large file is reminded, each once and with a row in the trail, however many look', async () => {
  const file = await mailFile(1_300)
  minutes(24 * 60 + 1)
  await Promise.all([remindInvited(inviter), remindInvited(inviter)])
  await remindInvited(inviter)
  expect(await remindersOf(file)).toBe(1_300)
  expect(await countOf('invitations', 'import_id = $1 and messages = 2', [file])).toBe(1_300)
  expect(
    await countOf(
      'audit_events',
      `action = 'invitation.mail_queued' and object_id in (${ofFile}) and (body::jsonb -> 'detail' ->> 'mail') in
         (select id from mail_messages where kind = 'reminder' and invitation_id = object_id)`,
      [file],
    ),
  ).toBe(1_300)
})

it('people of a file that was worked off some minutes after its start are reminded a day later once, and then on the third', async () => {
  const file = await mailFile(3, 10)
  minutes(24 * 60 - 9)
  for (let n = 0; n < 4; n += 1) {
    await remindInvited(inviter)
    minutes(10)
  }
  expect(await remindersOf(file)).toBe(3)
  minutes(48 * 60)
  await remindInvited(inviter)
  expect(await remindersOf(file)).toBe(6)
  expect(await countOf('invitations', 'import_id = $1 and next_reminder_at is null', [file])).toBe(3)
})
