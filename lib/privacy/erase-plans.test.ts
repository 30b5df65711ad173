import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { ErasureRow } from '@/lib/db/schema/retention'
import { withTransaction } from '@/lib/db/transaction'
import { journeyBed } from '@/lib/sessions/testing'
import { eraseBatch, takeBatch } from './erase-batches'
import { beginErasure, insertEnded, makeNightDue } from './testing'

/*
 * A house with many times as much as a batch takes: so much that reading a whole table costs the database more than looking
 * up a batch. What a batch reads is counted by the database itself, checks of references included.
 */
const young = { sessions: 20_000, invitations: 60_000, calls: 200_000, handovers: 10_000 }
const old = { sessions: 2 * eraseBatch, invitations: 2 * eraseBatch, calls: 2 * eraseBatch }
const dayMs = 86_400_000
const ago = (days: number) => new Date(now().getTime() - days * dayMs)

let down: () => Promise<void>

const insertInvitations = (count: number, endedAt: Date) =>
  pool().query(
    `with made as (
       insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
       select 'inv_' || extract(epoch from $2::timestamptz) || '_' || n, 'R' || n, 'tpl_standard', 'en', 'none', 168, 'stf_x', $2, $2
       from generate_series(1, $1::int) n returning id)
     insert into invitation_links (token_hash, invitation_id, created_at) select sha256(id::bytea), id, now() from made`,
    [count, endedAt],
  )

const insertCalls = (count: number, at: Date) =>
  pool().query(
    `insert into provider_calls (at, method, path, outcome, duration_ms)
     select $2, 'GET', '/kyc/digilocker/sessions/{session_id}/status', 'ok', 1 from generate_series(1, $1::int)`,
    [count, at],
  )

/** To a phone, of the invitations that stay and those that go. */
const insertHandovers = (count: number) =>
  pool().query(
    `insert into handovers (id, token_hash, owner_id, invitation_id, browser_class, created_at, expires_at)
     select 'hov_' || id, sha256(id::bytea), 'own_x', id, 'desktop-firefox', now(), now()
     from (select id from invitations order by expires_at limit $1) i`,
    [count],
  )

beforeAll(async () => {
  ;({ down } = await journeyBed())
  await makeNightDue()
  for (const [counts, endedAt] of [
    [young, ago(100)],
    [old, ago(400)],
  ] as const) {
    await insertEnded({ count: counts.sessions, endedAt })
    await insertInvitations(counts.invitations, endedAt)
    await insertCalls(counts.calls, endedAt)
  }
  await insertEnded({ status: 'declined', count: 2 * eraseBatch, endedAt: ago(3), sent: false })
  await insertHandovers(young.handovers)
  await pool().query('set default_statistics_target = 1000')
  await pool().query('vacuum analyze')
  await beginErasure()
}, 120_000)
afterAll(() => down())

/** Rows the database has looked at for this connection, by table. */
const readsOf = async (client: PoolClient): Promise<Map<string, number>> => {
  const { rows } = await client.query<{ relname: string; read: number }>(
    'select relname, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables',
  )
  return new Map(rows.map(({ relname, read }) => [relname, read]))
}

/** One batch of the run under way: what it took, and how many rows of each table were read for it. */
const batch = () =>
  withTransaction(async ({ client }) => {
    const { rows: runs } = await client.query<ErasureRow>('select * from erasures where finished_at is null')
    const [run] = runs
    if (!run) throw new Error('no run is under way')
    const before = await readsOf(client)
    const taken = await takeBatch(client, run)
    const reads = [...(await readsOf(client))].map(([table, read]) => [table, read - (before.get(table) ?? 0)] as const)
    return { taken, reads }
  })

it('reads what it erases and not the house, in every batch and when nothing is left [L-09]', async () => {
  const kinds = new Set<string>()
  for (;;) {
    const { taken, reads } = await batch()
    for (const [table, read] of reads)
      expect(read, `${table}, when ${JSON.stringify(taken)} went`).toBeLessThanOrEqual(taken ? 5 * eraseBatch : 100)
    if (taken === null) break
    for (const [name, count] of Object.entries(taken)) if (count > 0) kinds.add(name)
  }
  expect([...kinds].sort()).toEqual(['calls', 'consents', 'invitations', 'notes', 'sessions', 'unstarted'])
})
