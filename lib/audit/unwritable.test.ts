import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { closeExport, grantExport, openExport } from '@/lib/export/register'
import { addNote } from '@/lib/sessions/add-note'
import { cancelSession } from '@/lib/sessions/cancel-session'
import { cancelSessions } from '@/lib/sessions/cancel-sessions'
import { checkSession } from '@/lib/sessions/check-session'
import { releaseHeld } from '@/lib/sessions/release-held'
import { journeyBed, TestBrowser } from '@/lib/sessions/testing'
import { setUp } from '@/lib/staff/first-run'
import { signIn } from '@/lib/staff/sign-in'
import { signOut } from '@/lib/staff/sign-out'
import { attempt, begun, firstAdmin, setupInput, setupToken } from '@/lib/staff/testing'
import type { Simulator } from '@/simulator/server'

/*
 * The trail refuses every row, as a full disk or a broken table would. Each action of staff must then fail as a whole: what it
 * was about stands in the tables exactly as before.
 */

let down: () => Promise<void>
let simulator: Simulator
let staffId: string
beforeAll(async () => {
  ;({ down, simulator } = await journeyBed())
  process.env.LOG_LEVEL = 'fatal'
  await pool().query(`
    create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room for the trail'; end $$;
    create trigger no_room before insert on audit_events for each row execute function no_room();
    alter table audit_events disable trigger no_room`)
  staffId = await firstAdmin()
})
afterAll(() => down())

const trailWorks = (works: boolean) =>
  pool().query(`alter table audit_events ${works ? 'disable' : 'enable'} trigger no_room`)

beforeEach(() => trailWorks(true))

const who = () => colleague(staffId, 'admin', 'sessions.read', 'sessions.act', 'sessions.release', 'audit.export')

/** Tables that count or hold back tries are meant to remember the failed ones. */
const remembering = ['rate_limits', 'sign_in_failures', 'provider_slots', 'provider_tokens', 'provider_calls']

/** What stands in every other table, row by row. */
const tables = async (): Promise<Record<string, string>> => {
  const { rows } = await pool().query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )
  const found = rows.filter(({ name }) => !remembering.includes(name))
  const sums = found.map(async ({ name }): Promise<[string, string]> => {
    const { rows: sum } = await pool().query<{ sum: string }>(
      `select coalesce(md5(string_agg(t::text, '' order by t::text)), '') as sum from ${name} t`,
    )
    return [name, sum[0]?.sum ?? '']
  })
  return Object.fromEntries(await Promise.all(sums))
}

const away = async (): Promise<string> => {
  const browser = new TestBrowser()
  await browser.start()
  return (await browser.session()).id
}

const held = async (): Promise<string> => {
  const id = await away()
  await pool().query(
    `update kyc_sessions set status = 'held', held_reason = 'no_return', documents_consented = '{pan}' where id = $1`,
    [id],
  )
  return id
}

const granted = async (): Promise<string> => {
  const grant = await grantExport(who(), { subject: 'audit', format: 'jsonl', filter: '', reason: 'A yearly audit' })
  if (!grant.ok) throw new Error(grant.error.code)
  return grant.value
}

const started = async (): Promise<string> => {
  const id = await granted()
  await openExport(who(), id, 'audit')
  return id
}

/** Each action of staff: what it needs, and the action itself. */
const actions: readonly (readonly [
  name: string,
  before: () => Promise<string>,
  act: (id: string) => Promise<unknown>,
])[] = [
  ['cancelling a session', away, (id) => cancelSession(who(), id, 'She asked us to stop')],
  ['cancelling several', away, (id) => cancelSessions(who(), [id], 'They asked us to stop')],
  ['releasing a held result', held, (id) => releaseHeld(who(), id, 'She called from the number on file')],
  ['writing a note', away, (id) => addNote(who(), id, 'She will come to the branch')],
  ['asking the provider', away, (id) => checkSession(who(), id)],
  ['asking for an export', async () => '', () => granted()],
  ['beginning an export', granted, (id) => openExport(who(), id, 'audit')],
  ['ending an export', started, (id) => closeExport(who(), id, { rows: 1, outcome: 'whole' })],
  ['signing in', async () => '', () => signIn(attempt({ prefix: '192.0.2.0/24', knownAs: 'own_unwritable' }))],
  ['signing out', async () => (await begun()).sid, (sid) => signOut(who(), sid)],
]

describe('an action whose audit row cannot be written', () => {
  it.each(actions)('does not happen: %s [G-01] [F-22]', async (_name, before, act) => {
    const id = await before()
    const was = await tables()
    const calls = simulator.control.calls({}).length
    await trailWorks(false)
    await expect(act(id)).rejects.toThrow()
    expect(await tables()).toEqual(was)
    // What the provider was not asked for, nobody has to account for.
    expect(simulator.control.calls({}).length).toBe(calls)
    await trailWorks(true)
    await expect(act(id)).resolves.not.toThrow()
    expect(await tables()).not.toEqual(was)
  })

  it('does not set up a first administrator either [G-01] [A-05]', async () => {
    await pool().query('truncate staff, staff_sign_ins, exports, organisation cascade')
    const token = await setupToken()
    const was = await tables()
    await trailWorks(false)
    await expect(setUp(token, setupInput())).rejects.toThrow()
    expect(await tables()).toEqual(was)
    await trailWorks(true)
    expect((await setUp(token, setupInput())).ok).toBe(true)
  })
})
