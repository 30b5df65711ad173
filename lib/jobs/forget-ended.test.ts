import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { wrongFigures } from '@/lib/insights/testing'
import { journeyBed, TestBrowser } from '@/lib/sessions/testing'
import { forgetEnded } from './forget-ended'

let down: () => Promise<void>

beforeAll(async () => {
  ;({ down } = await journeyBed())
})
afterAll(() => down())
afterEach(setClockRight)

const hourMs = 60 * 60_000
const hours = (count: number) => moveClock(count * hourMs)

const count = async (from: string): Promise<number> => {
  const { rows } = await pool().query<{ count: number }>(`select count(*)::int as count from ${from}`)
  return rows[0]?.count ?? -1
}

test('forgets a browser a day after its cookie has ended, and neither its session nor what was agreed [F-43]', async () => {
  await new TestBrowser().start()
  hours(4 * 24 - 1)
  await forgetEnded()
  expect(await count('browsers')).toBe(1)
  hours(2)
  expect(await forgetEnded()).toBe(1)
  expect([await count('browsers'), await count('kyc_sessions'), await count('consents')]).toEqual([0, 1, 1])
  expect(await wrongFigures()).toEqual([])
})

test('forgets what a flood left in batches, several processes at a time, and nothing that still counts [F-43]', async () => {
  const ended = new Date(now().getTime() - 100 * hourMs)
  const live = new Date(now().getTime() + hourMs)
  await pool().query(
    `insert into browsers (binder_hash, owner_id, created_at, expires_at)
     select sha256(n::text::bytea), 'own_' || n, $1::timestamptz, case when n > 2500 then $2::timestamptz else $1 end from generate_series(1, 2510) n`,
    [ended, live],
  )
  await pool().query(
    `insert into rate_limits (key, points, expire)
     select 'start_prefix:' || n, 1, case when n > 1500 then $2::bigint else $1::bigint end from generate_series(1, 1505) n`,
    [ended.getTime(), live.getTime()],
  )
  const gone = await Promise.all([forgetEnded(), forgetEnded()])
  expect(gone[0] + gone[1]).toBe(4_000)
  expect([await count('browsers'), await count('rate_limits')]).toEqual([10, 5])
})

test('forgets a sign-in a day after its longest life, with the network it came from, and tries that count no more [F-43]', async () => {
  await pool().query(
    `insert into staff (id, email, name, role, created_at) values ('stf_x', 'x@bank.example', 'Asha', 'viewer', now())`,
  )
  await pool().query(
    `insert into staff_sign_ins (sid, staff_id, session_version, created_at, last_seen_at)
     select 'sid_' || age, 'stf_x', 1, $1::timestamptz - make_interval(hours => age), $1 from unnest('{7,31,33}'::int[]) age`,
    [now()],
  )
  await pool().query(
    `insert into sign_in_failures (email_hash, failures, last_at)
     select sha256(age::text::bytea), 6, $1::timestamptz - make_interval(hours => age) from unnest('{1,23,400}'::int[]) age`,
    [now()],
  )
  expect(await forgetEnded()).toBe(2)
  expect([await count("staff_sign_ins where sid <> 'sid_33'"), await count('staff_sign_ins')]).toEqual([2, 2])
  expect(await count('sign_in_failures')).toBe(2)
})
