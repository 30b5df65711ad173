import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { sessionStatuses } from '@/lib/kyc/session-status'
import { stayQuantile } from '@/lib/kyc/stay'
import { staffTestBed } from '@/lib/staff/testing'
import { foldCounts } from './fold-counts'
import { figuresQuery, sessionFigures, stayFigures, stayQuery } from './session-figures'
import { insertRow, wrongFigures } from './testing'

const actor = colleague('stf_x', 'viewer', 'sessions.read')
let drop: () => Promise<void>
beforeAll(async () => {
  drop = await staffTestBed()
})
afterAll(() => drop())
beforeEach(() => pool().query('truncate kyc_sessions cascade'))

const minute = 60_000
const noon = new Date('2026-05-04T06:30:00Z')
const later = (ms: number): Date => new Date(noon.getTime() + ms)
const anyStatus = () => sessionStatuses[randomInt(sessionStatuses.length)] ?? 'starting'

/** What the verbs do to a row in the course of its life, in any order and as often as it comes. */
const disturb = async (ids: string[]): Promise<void> => {
  const id = ids[randomInt(ids.length)]
  const dice = randomInt(10)
  if (dice < 4) await pool().query('update kyc_sessions set status = $2 where id = $1', [id, anyStatus()])
  else if (dice < 6)
    await pool().query('update kyc_sessions set sent_at = $2 where id = $1', [id, later(randomInt(minute))])
  else if (dice < 8)
    await pool().query('update kyc_sessions set bound_return_at = $2 where id = $1', [
      id,
      later(minute + randomInt(70 * minute)),
    ])
  else if (dice < 9) await pool().query('update kyc_sessions set reads = reads + 1 where id = $1', [id])
  else await pool().query('delete from kyc_sessions where id = $1', [id])
}

describe('counts beside the rows', () => {
  it('equal the rows at every moment while sessions move, are folded and are recounted at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 80 }, (_, index) =>
        insertRow({ status: anyStatus(), createdAt: later((index - 40) * 45 * minute) }),
      ),
    )
    const moving = Array.from({ length: 8 }, async () => {
      for (let step = 0; step < 60; step += 1) await disturb(ids)
    })
    let over = false
    const watching = (async () => {
      const seen: unknown[] = []
      while (!over) {
        seen.push(...(await wrongFigures()))
        await pool().query('select session_counts_fold($1)', [randomInt(1, 60)])
        const { rows } = await pool().query<{ wrong: number }>('select session_counts_rebuild() as wrong')
        if (rows[0]?.wrong !== 0) seen.push(rows[0])
      }
      return seen
    })()
    await Promise.all(moving)
    over = true
    expect(await watching).toEqual([])
    expect(await wrongFigures()).toEqual([])
    await foldCounts()
    expect(await wrongFigures()).toEqual([])
    const { rows } = await pool().query('select from session_count_changes')
    expect(rows).toHaveLength(0)
  })

  it('do not make two moves wait for each other', async () => {
    const [one, other] = await Promise.all([
      insertRow({ status: 'at_provider', createdAt: noon, sentAt: noon }),
      insertRow({ status: 'at_provider', createdAt: noon, sentAt: noon }),
    ])
    const client = await pool().connect()
    try {
      await client.query('begin')
      await client.query(`update kyc_sessions set status = 'succeeded' where id = $1`, [one])
      // The first is not committed; this one would time out behind it if both touched one counter.
      await pool().query(
        `set local lock_timeout = '2s'; update kyc_sessions set status = 'succeeded' where id = '${other}'`,
      )
      await foldCounts()
      await client.query('commit')
    } finally {
      client.release()
    }
    expect(await wrongFigures()).toEqual([])
  })

  it('are mended by a rebuild after rows were loaded past the triggers', async () => {
    await insertRow({ status: 'succeeded', createdAt: noon })
    await pool().query('alter table kyc_sessions disable trigger user')
    await insertRow({ status: 'failed', createdAt: noon, sentAt: noon, returnedAt: later(5 * minute) })
    await pool().query('alter table kyc_sessions enable trigger user')
    expect(await wrongFigures()).not.toEqual([])
    const { rows } = await pool().query<{ wrong: number }>('select session_counts_rebuild() as wrong')
    expect(rows[0]?.wrong).toBe(2)
    expect(await wrongFigures()).toEqual([])
  })

  it('belong to the Indian day on which a session was started', async () => {
    await insertRow({ status: 'succeeded', createdAt: new Date('2026-05-03T18:29:59.999Z') })
    await insertRow({ status: 'succeeded', createdAt: new Date('2026-05-03T18:30:00Z') })
    const figures = await sessionFigures(actor, '2026-05-03', '2026-05-04')
    expect(figures.map(({ day, sessions }) => [day, sessions])).toEqual([
      ['2026-05-03', 1],
      ['2026-05-04', 1],
    ])
  })

  it('give median and slowest tenth at the provider within nine per cent', async () => {
    for (let index = 1; index <= 200; index += 1)
      await insertRow({
        status: 'succeeded',
        createdAt: noon,
        sentAt: noon,
        returnedAt: later(1000 * (20 + (index * index) / 10)),
      })
    const { rows } = await pool().query<{ median: number; slow: number }>(
      `select percentile_cont(0.5) within group (order by extract(epoch from bound_return_at - sent_at))::float8 as median,
         percentile_cont(0.9) within group (order by extract(epoch from bound_return_at - sent_at))::float8 as slow
       from kyc_sessions`,
    )
    const buckets = await stayFigures(actor, '2026-05-04', '2026-05-04')
    for (const [share, exact] of [
      [0.5, rows[0]?.median],
      [0.9, rows[0]?.slow],
    ] as const)
      expect(Math.abs((stayQuantile(buckets, share) ?? 0) / (exact ?? 1) - 1), String(share)).toBeLessThan(0.09)
  })
})

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Actual Rows': number; Plans?: Plan[] }

const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)]

const planOf = async (text: string): Promise<Plan[]> => {
  const { rows } = await pool().query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (analyze, format json) ${text.replaceAll('$1', `'2026-04-05'`).replaceAll('$2', `'2026-05-04'`)}`,
  )
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
  if (!plan) throw new Error('expected a plan, found none')
  return flatten(plan)
}

describe('thirty days', () => {
  it('read one row per day and cell, however many days and sessions there are', async () => {
    await pool().query(
      `insert into session_counts select day::date, status, sent, returned, 1000 + random() * 10000
       from generate_series('2023-05-05'::date, '2026-05-04', '1 day') day, unnest($1::text[]) status,
         unnest('{true,false}'::bool[]) sent, unnest('{true,false}'::bool[]) returned`,
      [sessionStatuses],
    )
    await pool().query(
      `insert into stay_counts select day::date, bucket, 1000 from generate_series('2023-05-05'::date, '2026-05-04', '1 day') day,
         generate_series(0, 97) bucket`,
    )
    await pool().query('analyze session_counts, stay_counts')
    for (const [text, cellsADay] of [
      [figuresQuery.text, sessionStatuses.length * 4],
      [stayQuery.text, 98],
    ] as const) {
      const plan = await planOf(text)
      const scans = plan.filter((node) => node['Relation Name'] !== undefined)
      expect(scans.map((node) => node['Relation Name'])).not.toContain('kyc_sessions')
      const counts = scans.filter((node) => node['Relation Name'] !== 'session_count_changes')
      expect(counts.map((node) => node['Node Type'])).not.toContain('Seq Scan')
      expect(Math.max(...counts.map((node) => node['Actual Rows']))).toBeLessThanOrEqual(30 * cellsADay)
    }
  })
})
