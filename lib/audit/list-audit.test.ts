import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { indiaDayOf } from '@/lib/kyc/india-time'
import { firstAdmin } from '@/lib/staff/testing'
import { type AuditFilter, auditQuery, everyRow, readAuditFilter, readAuditPlace } from './audit-filter'
import { boundsOf, searchOf } from './audit-search'
import { auditStatement } from './audit-statement'
import { getAuditRow } from './get-audit-row'
import { auditPageSize, listAudit } from './list-audit'
import { addRows, asIntruder, auditor, auditTestBed, sign } from './testing'
import { getTrailState } from './trail-state'
import { watchTrail } from './watch-trail'

let drop: () => Promise<void>
let reader: Permitted<'audit.read'>
let staffId: string
beforeAll(async () => {
  drop = (await auditTestBed()).drop
  staffId = await firstAdmin()
  reader = colleague(staffId, 'auditor', 'audit.read')
  await addRows(70)
  await addRows(
    3,
    { action: 'session.released', object_id: 'kyc_AAAAAAAAAAAAAAAAAAAAAA', detail: { from: 'held', to: 'succeeded' } },
    reader,
  )
  await sign()
})
afterAll(() => drop())

const filter = (wish: Partial<AuditFilter>): AuditFilter => ({ ...everyRow, ...wish })
const seqs = (page: { rows: readonly { seq: number }[] }) => page.rows.map(({ seq }) => seq)

describe('the list of the trail', () => {
  it('leads through all rows newest first and back again, without gap or repeat', async () => {
    const one = await listAudit(reader, everyRow, null)
    const two = await listAudit(reader, everyRow, { older: one.older ?? 0 })
    const three = await listAudit(reader, everyRow, { older: two.older ?? 0 })
    const four = await listAudit(reader, everyRow, { older: three.older ?? 0 })
    const all = [one, two, three, four].flatMap(seqs)
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => all.length - index))
    expect([one.newer, four.older, one.rows.length]).toEqual([null, null, auditPageSize])
    expect(seqs(await listAudit(reader, everyRow, { newer: three.newer ?? 0 }))).toEqual(seqs(two))
    expect(seqs(await listAudit(reader, everyRow, { newer: two.newer ?? 0 }))).toEqual(seqs(one))
  })

  it('finds rows by person, by kind, by action, by object and by both at once', async () => {
    const released = [75, 74, 73]
    for (const wish of [
      { who: staffId },
      { who: 'admin' },
      { action: 'session.released' },
      { about: 'kyc_AAAAAAAAAAAAAAAAAAAAAA' },
      { who: 'admin', action: 'session.released', about: 'kyc_AAAAAAAAAAAAAAAAAAAAAA' },
      { who: staffId, action: 'session.released', from: indiaDayOf(now()), until: indiaDayOf(now()) },
    ] as const)
      expect(seqs(await listAudit(reader, filter(wish), null)), JSON.stringify(wish)).toEqual(released)
    expect(await listAudit(reader, filter({ who: 'setup' }), null)).toMatchObject({ rows: [{ seq: 2 }, { seq: 1 }] })
    expect(seqs(await listAudit(reader, filter({ who: 'system' }), null))).toHaveLength(auditPageSize)
  })

  it('finds nothing where nothing is', async () => {
    for (const wish of [
      { who: 'stf_AAAAAAAAAAAAAAAAAAAAAA' },
      { who: 'person', action: 'session.released' },
      { about: 'SW-2222-22' },
      { from: '2099-01-01' },
      { until: '2001-01-01' },
    ] as const)
      expect((await listAudit(reader, filter(wish), null)).rows, JSON.stringify(wish)).toEqual([])
  })

  it('says who by name, what moved, and whether the row still fits its fingerprint', async () => {
    const [row] = (await listAudit(reader, filter({ action: 'session.released' }), null)).rows
    expect(row).toMatchObject({
      who: { kind: 'admin', id: staffId, name: 'Asha Rao' },
      from: 'held',
      to: 'succeeded',
      intact: true,
    })
    const crime = `update audit_events set body = replace(body, 'held', 'none') where seq = 75; commit`
    await asIntruder(crime, async () => {
      expect((await listAudit(reader, everyRow, null)).rows[0]).toMatchObject({ seq: 75, intact: false })
    })
    await asIntruder(crime.replace(`'held', 'none'`, `'none', 'held'`), async () => undefined)
  })
})

describe('one row', () => {
  it('brings its proof: its text, its fingerprints and the signed head over it', async () => {
    const entry = await getAuditRow(reader, 75)
    expect(entry).toMatchObject({ seq: 75, older: 74, newer: null, intact: true, signed: { number: 1 } })
    expect(entry?.prev_hash).toBe((await getAuditRow(reader, 74))?.hash)
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ action: 'session.released' })
    expect(await getAuditRow(reader, 76)).toBeNull()
  })
})

describe('the state of the trail', () => {
  it('says how far it is intact, and names the first bad row once the watch has found it [G-02]', async () => {
    expect(await getTrailState(reader)).toMatchObject({ checkedAt: null, broken: null })
    await watchTrail(auditor)
    expect(await getTrailState(reader)).toMatchObject({ checkedSeq: 75, late: false, broken: null })
    const spoil = `update audit_events set body = replace(body, 'kyc_5', 'kyc_x') where seq = 8; commit`
    await asIntruder(spoil, async () => undefined)
    await watchTrail(auditor)
    expect(await getTrailState(reader)).toMatchObject({ broken: { kind: 'changed', seq: 8 } })
  })
})

describe('a search in an address', () => {
  it('survives it', () => {
    const given = filter({ who: staffId, action: 'staff.signed_in', about: 'SW-7K2M-QX', from: '2026-05-04' })
    expect(readAuditFilter(auditQuery(given))).toEqual({ filter: given, wrong: [] })
    expect(readAuditFilter({ about: 'sw 7k2m qx' }).filter.about).toBe('SW-7K2M-QX')
  })

  it.each([
    [{ who: "' or true --" }, ['who']],
    [{ who: ['a', 'b'] }, ['who']],
    [{ action: 'session.exploded' }, ['action']],
    [{ about: 'x'.repeat(10_000) }, ['about']],
    [{ about: '6f1c2a94-sandbox-session-id' }, ['about']],
    [{ from: '2026-02-30', until: 'today' }, ['from', 'until']],
    [{ from: '2026-05-04', until: '2026-05-03' }, ['from', 'until']],
  ])('is left out where it means nothing: %j', (query, wrong) => {
    expect(readAuditFilter(query)).toEqual({ filter: everyRow, wrong })
  })

  it.each([{ after: 'x' }, { after: '-1' }, { after: '1e9' }, { before: '0' }, { after: '3', before: '4' }])(
    'leads to the first page when its place is none: %j',
    (query) => {
      expect(readAuditPlace(query)).toEqual({ from: null, lost: true })
    },
  )
})

/*
 * 60,000 rows, skewed as a real trail: the reconciler writes most, a colleague little, some actions once; the rows of the
 * tests above come first in time too, at whatever time of day this runs. What is counted is how many rows and pages a search
 * reads, so that an index walked past unwanted rows shows as surely as a scan.
 */
describe('a search among many rows', () => {
  beforeAll(async () => {
    await pool().query(
      `
      set session_replication_role = replica;
      insert into audit_events
        select n, now() - (60100 - n) * interval '1 minute', case when n % 3 = 0 then 'person' else 'system' end,
          case when n % 3 = 0 then 'own_' || n % 997 else 'reconciler' end,
          case when n % 3 = 0 then 'consent.given' when n % 3 = 1 then 'status.changed' else 'session.started' end,
          'kyc_' || n / 5, null, '{}', '', '' from generate_series(100, 60100) n;
      update audit_events set actor_kind = 'admin', actor_id = 'stf_rare', action = 'session.released' where seq in (200, 201);
      update audit_events set at = now() - interval '60 days' where seq < 100;
      set session_replication_role = default;
      vacuum analyze audit_events`.replace(/\s*vacuum analyze audit_events/, ''),
    )
    await pool().query('vacuum analyze audit_events')
  }, 60_000)

  type Node = {
    'Node Type': string
    'Actual Rows': number
    'Actual Loops': number
    'Rows Removed by Filter'?: number
    Plans?: Node[]
  }
  const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
  type Explained = { 'QUERY PLAN': [{ Plan: Node & { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }] }

  const cost = async (
    wish: Partial<AuditFilter>,
    place: { above?: number; below?: number },
    direction: 'older' | 'newer',
  ) => {
    const search = await searchOf(filter(wish))
    const stretch = { ...(await boundsOf(search)), ...place, direction, limit: auditPageSize + 1 }
    const { text, values } = auditStatement(search, stretch)
    const { rows } = await pool().query<Explained>(`explain (analyze, buffers, timing off, format json) ${text}`, [
      ...values,
    ])
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    if (!plan) throw new Error('expected a plan')
    const nodes = nodesOf(plan)
    return {
      scans: nodes.filter((node) => node['Node Type'] === 'Seq Scan').length,
      removed: nodes.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'], 0),
      blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    }
  }

  const wishes: Partial<AuditFilter>[] = [
    {},
    ...['person', 'admin', 'system', 'setup', 'reconciler', 'stf_rare', 'own_5', 'stf_none'].map((who) => ({ who })),
    ...(['status.changed', 'session.released', 'organisation.saved'] as const).map((action) => ({ action })),
    { who: 'system', action: 'status.changed' },
    { who: 'admin', action: 'status.changed' },
    { who: 'stf_rare', action: 'session.released' },
    { who: 'reconciler', action: 'organisation.saved' },
    { about: 'audit' },
    { who: 'system', about: 'organisation' },
  ]
  const today = indiaDayOf(now())

  it.each(wishes)('reads a page and no more, from the top, the middle and back: %j', async (wish) => {
    for (const [place, direction] of [
      [{}, 'older'],
      [{ below: 30_000 }, 'older'],
      [{ above: 30_000 }, 'newer'],
      [{ below: 150 }, 'older'],
    ] as const)
      for (const time of [{}, { from: today }, { until: '2026-01-01' }]) {
        const found = await cost({ ...wish, ...time }, Object.keys(time).length > 0 ? {} : place, direction)
        const what = JSON.stringify({ ...wish, ...time, ...place, direction })
        expect(found.scans, what).toBe(0)
        // Each of some 25 actions may bring a page of its own to the merge, and each costs a walk down the index.
        expect(found.removed, what).toBeLessThanOrEqual(500)
        expect(found.blocks, what).toBeLessThan(800)
      }
  })
})
