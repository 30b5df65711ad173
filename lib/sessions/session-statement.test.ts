import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type DocType, docTypes } from '@/lib/kyc/doc-types'
import { indiaDayOf } from '@/lib/kyc/india-time'
import { everySession, filterOf, type SessionFilter } from '@/lib/kyc/session-filter'
import { outcomeStatuses, outcomes } from '@/lib/kyc/session-outcome'
import { sessionStatuses } from '@/lib/kyc/session-status'
import { staffStateOf, staffStates } from '@/lib/kyc/staff-state'
import { flows } from '@/lib/kyc/start-schema'
import { staffTestBed } from '@/lib/staff/testing'
import { countStatement, sessionsStatement } from './session-statement'

let drop: () => Promise<void>
let all: KycSession[] = []
const minute = 60_000

/** Every state with every flow and set of documents, over four days; the newest have left a minute ago. */
beforeAll(async () => {
  drop = await staffTestBed()
  await pool().query(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types,
       options, consent_expiry, locale, browser_class, data_key, session_id_enc, created_at, sent_at, bound_return_at)
     select 'kyc_' || lpad(n::text, 22, '0'), 'SW-' || (array['7K2M', '7K2N', 'ABCD'])[1 + n % 3] || '-QX', 'h' || n,
       sha256(('n' || n)::bytea), sha256(('s' || n)::bytea), 'own_x', ($1::text[])[1 + n % 14], ($2::text[])[1 + n / 14 % 2],
       (select coalesce(array_agg(doc), '{}') from unnest($3::text[]) with ordinality d (doc, bit)
        where (n / 28 % 8) & (1 << (bit::int - 1)) <> 0),
       '{}', at + interval '65 minutes', 'en', 'desktop', 'k', 'sealed', at, at + interval '1 second',
       case when n % 5 = 0 then at + interval '1 minute' end
     from (select n, $4::timestamptz - n * interval '12 minutes' - interval '1 minute' as at from generate_series(0, 500) n) rows`,
    [[...sessionStatuses], [...flows], [...docTypes], now()],
  )
  // Two colleagues wrote the same reference, one of them in capitals; most sessions are of the public page.
  await pool().query(
    `insert into staff (id, email, name, role, created_at) values ('stf_x', 'x@bank.example', 'Asha', 'operator', now());
     insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
     select id, reference, 'tpl_standard', 'en', 'k', 168, 'stf_x', now(), now()
     from (values ('inv_1', 'Acct-7'), ('inv_2', 'ACCT-7'), ('inv_3', 'Acct-70')) i (id, reference);
     update kyc_sessions set invitation_id = 'inv_' || right(id, 2)::int % 5 where right(id, 2)::int % 5 between 1 and 3`,
  )
  all = (await pool().query<KycSession>('select * from kyc_sessions order by created_at desc, id desc')).rows
})
afterAll(() => drop())

/** The filter again, in plain words. */
const shows = (filter: SessionFilter, row: KycSession): boolean => {
  const state = staffStateOf({ status: row.status, sentAt: row.sent_at, returned: row.bound_return_at !== null }, now())
  const day = indiaDayOf(row.created_at)
  return (
    (filter.status === null || filter.status === state) &&
    (filter.outcome === null || outcomeStatuses[filter.outcome].includes(row.status)) &&
    filter.docs.every((doc: DocType) => row.doc_types.includes(doc)) &&
    (filter.flow === null || filter.flow === row.flow) &&
    (filter.from === null || day >= filter.from) &&
    (filter.until === null || day <= filter.until) &&
    (filter.ends === null ||
      (['starting', 'at_provider'].includes(row.status) && indiaDayOf(row.consent_expiry) <= indiaDayOf(now()))) &&
    (filter.q === null || row.reference.startsWith(filter.q)) &&
    (filter.invited === null || ['inv_1', 'inv_2'].includes(row.invitation_id ?? ''))
  )
}

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 2 })
const day = maybe([0, 1, 2, 3, 4].map((ago) => indiaDayOf(new Date(Date.now() - ago * 24 * 60 * minute))))
const anyFilter: fc.Arbitrary<SessionFilter> = fc.record({
  status: maybe(staffStates),
  outcome: maybe(outcomes),
  docs: fc.subarray([...docTypes]),
  flow: maybe(flows),
  from: day,
  until: day,
  ends: fc.option(fc.constant('today' as const), { freq: 2 }),
  q: maybe(['SW-7K2M', 'SW-7K2M-QX', 'SW-ZZZZ']),
  invited: maybe(['acct-7']),
})

const idsOf = async (filter: SessionFilter, direction: 'older' | 'newer', from: KycSession | null, limit: number) => {
  const place = from && { at: from.created_at, id: from.id }
  const { rows } = await pool().query<{ id: string }>(
    sessionsStatement(filter, { columns: 'id, created_at', direction, from: place, limit }),
  )
  return rows.map(({ id }) => id)
}

it('shows exactly the sessions a filter means, in both directions from any place, and counts them', async () => {
  const property = fc.asyncProperty(anyFilter, fc.option(fc.nat({ max: 500 })), async (filter, at) => {
    const from = at === null ? null : (all[at] ?? null)
    const meant = all.filter((row) => shows(filter, row))
    const place = from === null ? -1 : all.indexOf(from)
    const below = meant.filter((row) => all.indexOf(row) > place).map(({ id }) => id)
    const above = meant.filter((row) => from === null || all.indexOf(row) < place).map(({ id }) => id)
    expect(await idsOf(filter, 'older', from, 26)).toEqual(below.slice(0, 26))
    expect(await idsOf(filter, 'newer', from, 26)).toEqual(above.reverse().slice(0, 26))
    const { rows } = await pool().query(countStatement(filter, 20))
    expect(rows).toEqual([{ count: Math.min(meant.length, 20) }])
  })
  await fc.assert(property, { numRuns: 300 })
})

it('shows something for every single filter, so that the comparison above compares', () => {
  const single: Partial<SessionFilter>[] = [
    ...staffStates.map((status) => ({ status })),
    ...outcomes.map((outcome) => ({ outcome })),
    ...docTypes.map((doc) => ({ docs: [doc] })),
    ...flows.map((flow) => ({ flow })),
    { q: 'SW-7K2M' },
    { invited: 'acct-7' },
  ]
  for (const wish of single)
    expect(
      all.some((row) => shows(filterOf(wish), row)),
      JSON.stringify(wish),
    ).toBe(true)
  expect(all.every((row) => shows(everySession, row))).toBe(true)
})
