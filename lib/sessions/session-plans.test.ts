import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { whatItRead } from '@/lib/db/testing'
import { indiaDayOf } from '@/lib/kyc/india-time'
import { filterOf, type SessionFilter } from '@/lib/kyc/session-filter'
import { outcomes } from '@/lib/kyc/session-outcome'
import { staffStates } from '@/lib/kyc/staff-state'
import { staffTestBed } from '@/lib/staff/testing'
import { seedSessions } from '@/scripts/seed/seed-sessions'
import { listColumns } from './admin-session-row'
import type { Cursor } from './list-cursor'
import { countStatement, type Statement, sessionsStatement } from './session-statement'

/*
 * A year of 50,000 sessions, skewed as a real one: most agree to two documents, some states and documents are rare. Every
 * statement the list can make is run under EXPLAIN ANALYZE, and what it read is counted: an index that is walked past
 * rows the filter does not want shows as surely as a scan of the table.
 */
const sessions = 50_000
let drop: () => Promise<void>
let open = 0
let middle: Cursor
let rare: Cursor

const one = async <T>(text: string): Promise<T> => (await pool().query(text)).rows[0]

beforeAll(async () => {
  drop = await staffTestBed()
  const client = await pool().connect()
  await client.query('begin')
  await seedSessions(client, { sessions, days: 365, now: now(), indexKey: Buffer.alloc(32), say: () => undefined })
  await client.query(
    `insert into staff (id, email, name, role, created_at) values ('stf_x', 'x@bank.example', 'Asha', 'operator', now());
     insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
     select 'inv_' || n, 'Acct-' || n, 'tpl_standard', 'en', 'k', 168, 'stf_x', now(), now() from generate_series(1, 20000) n;
     update kyc_sessions s set invitation_id = 'inv_' || n
     from (select id, row_number() over (order by id) as n from kyc_sessions) o where s.id = o.id and n <= 20000`,
  )
  await client.query('commit')
  // Every row, not a sample: plans must not change from run to run with the rows that chance looked at.
  await client.query('set default_statistics_target = 1000')
  await client.query('vacuum analyze kyc_sessions, invitations')
  client.release()
  const place = (text: string) => one<Cursor>(`select created_at as at, id from kyc_sessions ${text} limit 1`)
  middle = await place(`where created_at < now() - interval '150 days' order by created_at desc`)
  rare = await place(`where doc_types = '{driving_license}' order by created_at`)
  open = (
    await one<{ n: number }>(`select count(*)::int n from kyc_sessions where status in ('starting', 'at_provider')`)
  ).n
}, 120_000)
afterAll(() => drop())

const days = {
  from: indiaDayOf(new Date(Date.now() - 200 * 86_400_000)),
  until: indiaDayOf(new Date(Date.now() - 86_400_000)),
}
const states = [
  {},
  ...staffStates.map((status) => ({ status })),
  ...outcomes.map((outcome) => ({ outcome })),
  { ends: 'today' },
  { status: 'held', outcome: 'agreed' },
  { status: 'stuck', outcome: 'open', ends: 'today' },
] as const
const choices = [
  {},
  { flow: 'signup' },
  { docs: ['driving_license'] },
  { flow: 'signin', docs: ['pan', 'driving_license'] },
] as const

const filters: [string, SessionFilter][] = states.flatMap((state) =>
  choices.flatMap((choice) =>
    [{}, days].map((between): [string, SessionFilter] => {
      const wish = { ...state, ...choice, ...between }
      return [JSON.stringify(wish), filterOf(wish)]
    }),
  ),
)
const searches: [string, SessionFilter][] = [
  ['an invitation', filterOf({ invited: 'Acct-7' })],
  ['an invitation, held', filterOf({ invited: 'Acct-7', status: 'held', ...days })],
  ...['SW-7K2M', 'SW-7K2M-QX'].flatMap((q): [string, SessionFilter][] => [
    [q, filterOf({ q })],
    [`${q} held`, filterOf({ q, status: 'held' })],
    [`${q} of an invitation`, filterOf({ q, invited: 'Acct-7' })],
    [`${q} with everything`, filterOf({ q, outcome: 'started', flow: 'signup', docs: ['pan'], ...days })],
  ]),
]

const pagesOf = (filter: SessionFilter): [string, Statement][] => {
  const page = (direction: 'older' | 'newer', from: Cursor | null) =>
    sessionsStatement(filter, { columns: listColumns, direction, from, limit: 26 })
  return [
    ['first page', page('older', null)],
    ['older from the middle', page('older', middle)],
    ['newer from the middle', page('newer', middle)],
    ['older from far back', page('older', rare)],
    ['newer from far back', page('newer', rare)],
    ['next', sessionsStatement(filter, { columns: listColumns, direction: 'older', from: middle, limit: 1 })],
  ]
}

/** How many ranges a statement reads: one for each select, or for each row of its list of lanes. */
const lanesOf = ({ text }: Statement): number => {
  const [, listed = ''] = /\(values (.*)\) lane /.exec(text) ?? []
  return listed === '' ? text.split('union all').length : listed.split('), (').length
}

/** A page of every lane, and whatever is open where the clock decides. */
const mostRead = (statement: Statement): number => 26 * lanesOf(statement) + open

describe('every page the list can show', () => {
  it.each([...filters, ...searches])('reads no more than it shows: %s', async (_name, filter) => {
    for (const [page, statement] of pagesOf(filter)) {
      const { read, kinds } = await whatItRead(statement)
      expect(statement.text, page).not.toMatch(/offset/i)
      expect([...kinds], page).not.toContain('Seq Scan')
      expect(read, page).toBeLessThanOrEqual(mostRead(statement))
    }
  })
})

describe('every count', () => {
  it.each([...filters, ...searches])('reads indexes, and stops: %s', async (_name, filter) => {
    const statement = countStatement(filter, 2_001)
    const { read, kinds } = await whatItRead(statement)
    expect([...kinds]).not.toContain('Seq Scan')
    expect(read).toBeLessThanOrEqual(2_001 + lanesOf(statement) + open)
  })
})

it('would notice: the same question asked plainly reads far more', async () => {
  const plain = `select id from kyc_sessions where doc_types @> '{driving_license}' and flow = 'signup'
    order by created_at desc, id desc limit 26`
  expect((await whatItRead({ text: plain, values: [] })).read).toBeGreaterThan(1_000)
})
