import { afterAll, beforeAll, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { everySession, filterOf, type SessionFilter } from '@/lib/kyc/session-filter'
import { firstAdmin, staffTestBed } from '@/lib/staff/testing'
import { listSessions } from './list-sessions'
import { sessionNeighbours } from './session-neighbours'

let drop: () => Promise<void>
let reader: ReturnType<typeof colleague<'sessions.read'>>
beforeAll(async () => {
  drop = await staffTestBed()
  reader = colleague(await firstAdmin(), 'viewer', 'sessions.read')
  // Three share each instant: the id decides between them. Every third is held.
  await pool().query(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types, options,
       consent_expiry, locale, browser_class, data_key, created_at)
     select 'kyc_' || lpad(n::text, 22, '0'), 'SW-' || n, 'h' || n, sha256(('n' || n)::bytea), sha256(('s' || n)::bytea), 'own_x',
       case when n % 3 = 0 then 'held' else 'failed' end, 'signin', '{pan}', '{}', now(), 'en', 'desktop', 'key',
       timestamptz '2026-05-01' + (n / 3) * interval '1 minute'
     from generate_series(1, 20) n`,
  )
})
afterAll(() => drop())

const idOf = (n: number): string => `kyc_${String(n).padStart(22, '0')}`
const placeOf = (n: number) => ({ at: new Date(Date.UTC(2026, 4, 1, 0, Math.floor(n / 3))), id: idOf(n) })

it.each<[string, SessionFilter]>([
  ['all', everySession],
  ['held', filterOf({ status: 'held' })],
])('leads through the list of %s sessions in its own order, both ways', async (_name, filter) => {
  const ids = (await listSessions(reader, { filter, from: null })).rows.map(({ id }) => id)
  for (const [index, id] of ids.entries())
    expect(await sessionNeighbours(reader, filter, placeOf(Number(id.slice(4))))).toEqual({
      newer: ids[index - 1] ?? null,
      older: ids[index + 1] ?? null,
    })
})

it('finds the place of a session that is not in the list any more', async () => {
  expect(await sessionNeighbours(reader, filterOf({ status: 'held' }), placeOf(7))).toEqual({
    newer: idOf(9),
    older: idOf(6),
  })
})
