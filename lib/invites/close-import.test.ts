import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { sendDueMail } from '@/lib/mail/send-due-mail'
import { insertEnded } from '@/lib/privacy/testing'
import { auditOf } from '@/lib/sessions/testing'
import { closeImport, openOfImport } from './close-import'
import { getImport } from './get-import'
import { invitedFor } from './get-invited'
import { runImports } from './run-import'
import { startImport } from './start-import'
import { takeLinks } from './take-links'
import { countOf, type Inviter, inviteBed, looked } from './testing'
import { tidyImports } from './tidy-imports'

let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  // Nobody listens there: a letter that were sent after all would be tried.
  Object.assign(process.env, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(() => down())

const people = (count: number, prefix: string): string =>
  `reference,email\n${Array.from({ length: count }, (_, n) => `${prefix}${n},${prefix}${n}@home.example`).join('\n')}\n`

const created = async (count: number, prefix: string, byMail = false): Promise<string> => {
  const id = await looked(asha, people(count, prefix))
  await startImport(asha, id, byMail)
  await runImports(systemActor('inviter'))
  return id
}

const ids = async (file: string): Promise<string[]> => {
  const { rows } = await pool().query<{ id: string }>(
    'select id from invitations where import_id = $1 order by import_row',
    [file],
  )
  return rows.map(({ id }) => id)
}

const taken = async (file: string): Promise<string[]> => {
  const links = await takeLinks(asha, file)
  if (!links.ok) return []
  const lines = parse<Record<string, string>>(await new Response(links.value.body).text(), { columns: true })
  return lines.map(({ link }) => link?.split('/').at(-1) ?? '')
}

it('closes every invitation of a file but the finished ones, cancels what is open, and its links say so', async () => {
  const file = await created(1_200, 'a')
  const [first = '', second = ''] = await ids(file)
  const [, , third = ''] = await taken(file)
  const [done = ''] = await insertEnded({ endedAt: now(), invitation: first })
  const [open = ''] = await insertEnded({ status: 'at_provider', endedAt: now(), invitation: second })
  expect(await openOfImport(asha, file)).toEqual({ invitations: 1_199, sessions: 1 })
  expect(await closeImport(asha, file)).toEqual({ ok: true, value: 1_199 })
  expect(await openOfImport(asha, file)).toEqual({ invitations: 0, sessions: 0 })
  const { rows } = await pool().query(
    'select id, status, cancelled_by, cancel_reason from kyc_sessions order by status',
  )
  expect(rows).toEqual([
    { id: open, status: 'cancelled', cancelled_by: 'admin', cancel_reason: 'invite' },
    { id: done, status: 'succeeded', cancelled_by: null, cancel_reason: null },
  ])
  expect(await invitedFor(null, third)).toMatchObject({ view: 'closed' })
  expect(await getImport(asha, file)).toMatchObject({ state: 'closed', created_rows: 1_200, links_until: null })
  expect((await auditOf(file)).slice(-4)).toEqual(['import.closed', ...Array(3).fill('invitations.revoked')])
  expect((await auditOf(second)).at(-1)).toBe('invitation.revoked')
  const { rows: said } = await pool().query<{ body: string }>(
    `select body from audit_events where action = 'invitations.revoked' and object_id = $1 order by seq`,
    [file],
  )
  expect(said.map(({ body }) => JSON.parse(body).detail)).toEqual([
    { rows: 500, first_row: 4, last_row: 503 },
    { rows: 500, first_row: 504, last_row: 1_003 },
    { rows: 198, first_row: 1_004, last_row: 1_201 },
  ])
})

it('drops the letters that are still waiting', async () => {
  const file = await created(3, 'b', true)
  await closeImport(asha, file)
  await sendDueMail(systemActor('mailer'))
  const { rows } = await pool().query<{ state: string }>(
    'select m.state from mail_messages m join invitations i on i.id = m.invitation_id where i.import_id = $1',
    [file],
  )
  expect(rows).toEqual(Array(3).fill({ state: 'dropped' }))
})

it('stops a file that is being worked off: none is made after it, and no link can be taken', async () => {
  const file = await looked(asha, people(20_000, 'c'))
  await startImport(asha, file, false)
  const work = runImports(systemActor('inviter'))
  await expect.poll(() => countOf('invitations', 'import_id = $1', [file])).toBeGreaterThan(0)
  expect((await closeImport(asha, file)).ok).toBe(true)
  await work
  const made = await countOf('invitations', 'import_id = $1', [file])
  expect(made).toBeLessThan(20_000)
  expect(await getImport(asha, file)).toMatchObject({ state: 'closed', created_rows: made })
  expect(await openOfImport(asha, file)).toEqual({ invitations: 0, sessions: 0 })
  expect(await taken(file)).toEqual([])
  moveClock(61_000)
  await tidyImports(systemActor('inviter'))
  setClockRight()
  expect(await countOf('invite_import_parts', 'import_id = $1', [file])).toBe(0)
})

it('closes each once when two colleagues press at the same moment, and the rest after it was cut', async () => {
  const file = await created(1_000, 'd')
  const closed = await Promise.all([closeImport(asha, file), closeImport(asha, file)])
  expect(closed.reduce((sum, one) => sum + (one.ok ? one.value : 0), 0)).toBe(1_000)
  expect((await auditOf(file)).filter((action) => action === 'import.closed')).toHaveLength(1)
  await pool().query('update invitations set revoked_at = null where import_id = $1 and import_row > 900', [file])
  expect(await closeImport(asha, file)).toEqual({ ok: true, value: 101 })
})

it('waits for a session that somebody else is settling, and keeps nobody from the trail meanwhile', async () => {
  const file = await created(40, 'f')
  const invitations = await ids(file)
  const sessions: string[] = []
  for (const invitation of invitations.slice(0, 5))
    sessions.push(...(await insertEnded({ status: 'at_provider', count: 2, endedAt: now(), invitation })))
  const other = await pool().connect()
  await other.query('begin')
  await other.query('select 1 from kyc_sessions where id = $1 for update', [sessions.at(-1)])
  const closing = closeImport(asha, file)
  await expect
    .poll(() => countOf('pg_stat_activity', `wait_event_type = 'Lock' and datname = current_database()`))
    .toBe(1)
  // As whoever settles a session does it: the session first, the head of the trail last.
  await other.query('select 1 from audit_head for update')
  await other.query('commit')
  other.release()
  expect(await closing).toEqual({ ok: true, value: 40 })
  expect(await countOf('kyc_sessions', `invitation_id = any ($1) and status = 'cancelled'`, [invitations])).toBe(10)
})

it('closes nothing of a file that was only looked through, or is none', async () => {
  expect(await closeImport(asha, await looked(asha, people(2, 'e')))).toMatchObject({ ok: false })
  expect(await closeImport(asha, 'imp_none')).toMatchObject({ ok: false })
})
