import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { nowMs } from '@/lib/clock'
import { pool } from '@/lib/db/client'

/** Sessions that were started on one day, and what has become of them since. */
export type DayCount = { started: number; agreed: number; notCompleted: number; held: number }

const dayMs = 24 * 60 * 60 * 1000
// India has one time zone and no summer time.
const indiaAheadMs = 5.5 * 60 * 60 * 1000

const startOfDayInIndia = (ms: number): Date => new Date(Math.floor((ms + indiaAheadMs) / dayMs) * dayMs - indiaAheadMs)

const sql = `
  select count(*) filter (where status <> 'declined')::int as started,
    count(*) filter (where status in ('succeeded', 'partial'))::int as agreed,
    count(*) filter (where status in ('none', 'failed', 'expired', 'start_failed', 'init_unknown', 'lost'))::int as "notCompleted",
    count(*) filter (where status = 'held')::int as held
  from kyc_sessions where created_at >= $1 and created_at < $2`

const count = async (from: Date, to: Date): Promise<DayCount> => {
  const { rows } = await pool().query<DayCount>({ name: 'count_day', text: sql, values: [from, to] })
  return rows[0] ?? { started: 0, agreed: 0, notCompleted: 0, held: 0 }
}

/** Today and yesterday by the Indian calendar; "No" on our own page starts nothing, so it is not counted as started. */
export const countDays = async (_actor: AdminActor): Promise<{ today: DayCount; yesterday: DayCount }> => {
  const midnight = startOfDayInIndia(nowMs())
  const [today, yesterday] = await Promise.all([
    count(midnight, new Date(midnight.getTime() + dayMs)),
    count(new Date(midnight.getTime() - dayMs), midnight),
  ])
  return { today, yesterday }
}
