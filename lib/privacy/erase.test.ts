import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { erasedFigure } from '@/lib/insights/erased-figure'
import { sessionFigures } from '@/lib/insights/session-figures'
import { wrongFigures } from '@/lib/insights/testing'
import { indiaDayOf } from '@/lib/kyc/india-time'
import { everySession } from '@/lib/kyc/session-filter'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { listSessions } from '@/lib/sessions/list-sessions'
import { journeyBed, TestBrowser } from '@/lib/sessions/testing'
import { beginErasure, countRows, eraseAll, insertEnded, makeNightDue, saidErased } from './testing'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const ago = (days: number, hours = 0) => new Date(now().getTime() - days * dayMs - hours * hourMs)
const viewer = colleague('stf_v', 'viewer', 'sessions.read')

let down: () => Promise<void>
beforeAll(async () => {
  ;({ down } = await journeyBed())
})
afterAll(() => down())
beforeEach(async () => {
  await pool().query('truncate kyc_sessions, erasures, unstarted_counts cascade')
  await makeNightDue()
})
afterEach(setClockRight)

const kept = (ids: readonly string[]) => countRows('kyc_sessions where id = any ($1)', [ids])

describe('the erasure', () => {
  it('keeps a finished session for 364 days and erases it at 365, with its consent and notes [L-09] [L-10]', async () => {
    const ids = await insertEnded({ endedAt: ago(365, 1) })
    await pool().query(
      `insert into held_codes (kyc_session_id, binder_hash, returned_at) values ($1, '\\x00', now())`,
      [ids[0]],
    )
    moveClock(-dayMs)
    await eraseAll()
    expect(await kept(ids)).toBe(1)
    expect((await saidErased()).at(-1)).toMatchObject({ kind: 'nightly', session_days: 365, sessions: 0 })
    moveClock(dayMs)
    await makeNightDue()
    await eraseAll()
    expect(await kept(ids)).toBe(0)
    expect(await countRows('consents')).toBe(0)
    expect(await countRows('session_notes')).toBe(0)
    expect((await saidErased()).at(-1)).toMatchObject({ sessions: 1, consents: 1, notes: 1, session_days: 365 })
    expect(await wrongFigures()).toEqual([])
  })

  it('erases nothing of the last year when the clock of the machine jumps ahead [L-10]', async () => {
    const ids = await insertEnded({ endedAt: ago(10) })
    moveClock(400 * dayMs)
    await eraseAll()
    expect(await kept(ids)).toBe(1)
  })

  it('counts a held result from the end of its window, and leaves alone what is under way [L-09]', async () => {
    const held = await insertEnded({ status: 'held', endedAt: ago(366) })
    const away = await insertEnded({ status: 'at_provider', endedAt: ago(366) })
    await eraseAll()
    expect([await kept(held), await kept(away)]).toEqual([0, 1])
  })

  it('keeps a longer period from the moment it is chosen, in a run under way too [L-09]', async () => {
    const ids = await insertEnded({ endedAt: ago(500) })
    expect(await beginErasure()).toBe(true)
    await pool().query('insert into retention (session_days, audit_days, updated_at) values (730, 730, now())')
    await eraseAll()
    expect(await kept(ids)).toBe(1)
    await pool().query('delete from retention')
  })

  it('keeps the period that was chosen, and refuses one below the year [L-09] [L-10]', async () => {
    const ids = await insertEnded({ endedAt: ago(500) })
    await pool().query('insert into retention (session_days, audit_days, updated_at) values (730, 730, now())')
    await eraseAll()
    expect(await kept(ids)).toBe(1)
    await expect(pool().query('update retention set session_days = 364')).rejects.toThrow('retention_session_days')
    await expect(pool().query('update retention set audit_days = 364')).rejects.toThrow('retention_audit_days')
    await pool().query('delete from retention')
  })

  it('goes on where it was killed, erases nothing twice and says all of it in one row [L-09]', async () => {
    await insertEnded({ count: 1_300, endedAt: ago(400) })
    // The end of the second batch waits for this consent; then its process dies.
    const { rows } = await pool().query<{ id: string }>(
      `select c.id from consents c join kyc_sessions s on s.id = c.kyc_session_id
       order by coalesce(s.finished_at, s.consent_expiry), s.id offset 0`,
    )
    const intruder = new Client({ connectionString: process.env.DATABASE_URL })
    await intruder.connect()
    await intruder.query('begin')
    await intruder.query('select id from consents where id = any ($1) for update', [
      rows.slice(-900).map(({ id }) => id),
    ])
    const cut = expect(eraseAll()).rejects.toThrow()
    const isWaiting = async () =>
      (await countRows(`pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from consents%'`)) > 0
    await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true)
    await pool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and query like 'delete from consents%'`,
    )
    await cut
    await intruder.query('rollback')
    await intruder.end()
    const said = (await saidErased()).length
    const left = await countRows('kyc_sessions')
    expect(left).toBeGreaterThan(0)
    expect(await countRows('consents')).toBe(left)
    const { rows: runs } = await pool().query('select sessions::int from erasures where finished_at is null')
    expect(runs).toEqual([{ sessions: 1_300 - left }])
    await eraseAll()
    expect(await countRows('kyc_sessions')).toBe(0)
    expect((await saidErased()).slice(said)).toMatchObject([{ sessions: 1_300, consents: 1_300, notes: 1_300 }])
    expect(await wrongFigures()).toEqual([])
  })

  it('shares one run among several instances, each row once, one row in the trail [L-09]', async () => {
    const young = await insertEnded({ count: 20, endedAt: ago(100) })
    await insertEnded({ count: 1_700, endedAt: ago(400) })
    const said = (await saidErased()).length
    await Promise.all([eraseAll(), eraseAll(), eraseAll()])
    expect((await saidErased()).slice(said)).toMatchObject([{ sessions: 1_700, consents: 1_700 }])
    expect([await countRows('kyc_sessions'), await kept(young)]).toEqual([20, 20])
    expect(await wrongFigures()).toEqual([])
  })

  it('has one run a night: nothing more until three in the morning has come again [L-09]', async () => {
    await eraseAll()
    const late = await insertEnded({ endedAt: ago(400) })
    await eraseAll()
    expect(await kept(late)).toBe(1)
    await pool().query(`update erasures set started_at = started_at - interval '1 day'`)
    await eraseAll()
    expect(await kept(late)).toBe(0)
  })

  it('erases again what a restored backup brought back [L-09]', async () => {
    const endedAt = ago(400)
    await insertEnded({ count: 3, endedAt })
    await eraseAll()
    await insertEnded({ count: 3, endedAt })
    await makeNightDue()
    await eraseAll()
    expect(await countRows('kyc_sessions')).toBe(0)
  })

  it('knows every table that hangs on a session or an invitation, so that none can stop it [L-09]', async () => {
    const { rows } = await pool().query<{ name: string }>(
      `select conrelid::regclass::text as name from pg_constraint
       where contype = 'f' and confrelid in ('kyc_sessions'::regclass, 'invitations'::regclass) order by 1`,
    )
    // Hand-overs go within two days by themselves (lib/jobs/forget-ended.ts); the others with what they hang on.
    expect(rows.map(({ name }) => name)).toEqual([
      'consents',
      'handovers',
      'held_codes',
      'invitation_links',
      'kyc_sessions',
      'mail_messages',
      'session_notes',
    ])
  })

  it('leaves nothing of an erased session in the console but its trail [L-09]', async () => {
    const [id = ''] = await insertEnded({ endedAt: ago(400) })
    const listed = async () =>
      (await listSessions(viewer, { filter: everySession, from: null })).rows.map((row) => row.id)
    expect(await listed()).toEqual([id])
    await eraseAll()
    expect(await getAdminSession(viewer, id)).toBeNull()
    expect(await listed()).toEqual([])
  })
})

describe('what never left for DigiLocker', () => {
  const unstarted = ['start_failed', 'cancelled', 'declined'] as const

  it('goes a day after its end, while the overview of its day goes on counting it [F-43]', async () => {
    await eraseAll()
    const endedAt = ago(0, 25)
    for (const status of unstarted) await insertEnded({ status, endedAt, sent: false, count: 3 })
    const fresh = await insertEnded({ status: 'declined', endedAt: ago(0, 23), sent: false })
    const sent = await insertEnded({ status: 'cancelled', endedAt })
    const unanswered = await insertEnded({ status: 'init_unknown', endedAt, sent: false })
    const day = indiaDayOf(new Date(endedAt.getTime() - 600_000))
    const figures = async () => sessionFigures(viewer, day, indiaDayOf(now()))
    const before = await figures()
    await eraseAll()
    expect(await kept([...fresh, ...sent, ...unanswered])).toBe(3)
    expect(await countRows('kyc_sessions')).toBe(3)
    expect(await figures()).toEqual(before)
    expect(await erasedFigure(viewer, day, indiaDayOf(now()))).toBe(9)
    expect(await wrongFigures()).toEqual([])
    expect((await saidErased()).at(-1)).toMatchObject({ kind: 'hourly', unstarted: 9, sessions: 0 })
    const said = (await saidErased()).length
    await eraseAll()
    expect((await saidErased()).length).toBe(said)
  })

  it('leaves a start of a moment ago, whatever came of it [F-43]', async () => {
    await eraseAll()
    await new TestBrowser().start()
    await eraseAll()
    expect(await countRows('kyc_sessions')).toBe(1)
  })

  it('ends the figures of a day with the period of its sessions [L-09]', async () => {
    await pool().query(
      `insert into unstarted_counts (day, status, sessions)
       values (current_date - 400, 'declined', 4), (current_date - 100, 'declined', 2)`,
    )
    await eraseAll()
    expect(await countRows('unstarted_counts')).toBe(1)
  })
})
