import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginning, type ChainRow, chainColumns, nextFault, type Place } from '@/lib/audit/chain/chain'
import { auditActions } from '@/lib/audit/events'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { wrongFigures } from '@/lib/insights/testing'
import { filterOf } from '@/lib/kyc/session-filter'
import { countSessions } from '@/lib/sessions/count-sessions'
import { findSessions } from '@/lib/sessions/find-sessions'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { listSessions } from '@/lib/sessions/list-sessions'
import { staffTestBed } from '@/lib/staff/testing'
import { refuseLiveKey, requireEmpty } from './guard.ts'
import { loadHeavily } from './heavy-load.ts'
import { sessionIndexKey } from './seal-row.ts'
import { seedSessions } from './seed-sessions.ts'
import { seededSessionId } from './session-sql.ts'
import { tellStories } from './tell-stories.ts'

const actor = colleague('stf_x', 'admin', 'sessions.read')
let drop: () => Promise<void>
let client: pg.Client
let made = 0

beforeAll(async () => {
  drop = await staffTestBed()
  client = new pg.Client(process.env.DATABASE_URL)
  await client.connect()
  await requireEmpty(client)
  await client.query('begin')
  made = await seedSessions(client, {
    sessions: 2_000,
    days: 30,
    now: new Date(),
    indexKey: sessionIndexKey(process.env.NEXTAUTH_SECRET ?? ''),
    say: () => undefined,
  })
  await client.query('commit')
  await tellStories(client, { newest: 5_000, encryptionKeys: process.env.ENCRYPTION_KEYS ?? '' })
}, 120_000)
afterAll(async () => {
  await client.end()
  await drop()
})

it('makes a month in which something waits and most is settled', async () => {
  expect(made).toBeGreaterThan(1_900)
  const count = async (status: Parameters<typeof filterOf>[0]) => (await countSessions(actor, filterOf(status))).count
  expect(await count({ outcome: 'agreed' })).toBeGreaterThan(made / 2)
  for (const status of ['held', 'stuck', 'failed', 'withdrawn', 'declined'] as const)
    expect(await count({ status }), status).toBeGreaterThan(0)
  const { rows } = await pool().query(
    `select id from kyc_sessions where created_at > now() or sent_at > now() or bound_return_at > now()
       or finished_at > now() or finished_at < created_at`,
  )
  expect(rows).toEqual([])
})

it('seals what the console reads, and lets its search find it [C-01, C-02]', async () => {
  const { rows } = await listSessions(actor, { filter: filterOf({ status: 'partial' }), from: null })
  const id = rows[0]?.id ?? ''
  const session = await getAdminSession(actor, id)
  expect(session?.session_id).toBe(seededSessionId(id))
  expect(session?.consent?.items).not.toEqual({})
  expect(session?.calls.length).toBeGreaterThan(1)
  expect(session?.timeline.map(({ action }) => action)).toEqual([
    'consent.given',
    'session.started',
    'return.received',
    'status.changed',
  ])
  expect((await findSessions(actor, seededSessionId(id))).map((row) => row.id)).toEqual([id])
})

it('continues the chain of the trail without a fault, in words the product knows [G-01, G-03]', async () => {
  const { rows } = await pool().query<Omit<ChainRow, 'seq'> & { seq: string }>(
    `select ${chainColumns} from audit_events order by seq`,
  )
  expect(rows.length).toBeGreaterThan(made * 3)
  let place: Place = beginning
  for (const row of rows) {
    const whole = { ...row, seq: Number(row.seq) }
    expect(nextFault(place, whole)).toBeNull()
    place = whole
  }
  for (const { action } of rows) expect(auditActions).toContain(action)
})

it('tells of nothing that lies in the future', async () => {
  const { rows } = await pool().query(
    `select (select count(*)::int from provider_calls where at > now()) as calls,
       (select count(*)::int from audit_events where at > now()) as events`,
  )
  expect(rows).toEqual([{ calls: 0, events: 0 }])
})

it('keeps the counts of the overview equal to the rows', async () => {
  expect(await wrongFigures()).toEqual([])
})

it('leaves a table it filled without indexes exactly as it was', async () => {
  const shape = async () =>
    (
      await client.query(
        `select (select array_agg(indexdef order by indexdef) from pg_indexes where tablename = 'kyc_sessions') as indexes,
           (select array_agg(conname || pg_get_constraintdef(oid) order by conname) from pg_constraint
            where conrelid = 'kyc_sessions'::regclass or confrelid = 'kyc_sessions'::regclass) as constraints,
           (select array_agg(tgname || tgenabled::text order by tgname) from pg_trigger
            where tgrelid = 'kyc_sessions'::regclass and not tgisinternal) as triggers`,
      )
    ).rows[0]
  const before = await shape()
  await client.query('begin')
  await loadHeavily(
    client,
    'kyc_sessions',
    async () => undefined,
    () => undefined,
  )
  await client.query('commit')
  expect(await shape()).toEqual(before)
})

it('refuses a database that holds sessions, and a live key', async () => {
  await expect(requireEmpty(client)).rejects.toThrow('holds sessions already')
  process.env.SANDBOX_API_KEY = 'key_live_0123456789abcdef'
  expect(refuseLiveKey).toThrow('live key')
})
