import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import type { SessionStatus } from '@/lib/kyc/session-status'
import type { StayBucket } from '@/lib/kyc/stay'

/** Sessions that were started on one Indian day and have this status now. */
export type DayFigure = {
  readonly day: string
  readonly status: SessionStatus
  readonly sessions: number
  /** Of these: how many were sent to the provider, and how many came back in the browser that started. */
  readonly sent: number
  readonly returned: number
}

/*
 * Counts plus the changes that are not folded yet: exact at every moment, and as many rows as there are days and statuses
 * however many sessions lie behind them. Starts that never left and were erased are counted on (docs/decisions/0024). Exported
 * for the test that reads the plan.
 */
export const figuresQuery = {
  name: 'session_figures',
  text: `select to_char(day, 'YYYY-MM-DD') as day, status, sessions, sent, returned
         from (select day, status, sum(n)::float8 as sessions,
                 coalesce(sum(n) filter (where sent), 0)::float8 as sent,
                 coalesce(sum(n) filter (where returned), 0)::float8 as returned
               from (select day, status, sent, returned, sessions as n from session_counts where day between $1 and $2
                     union all
                     select day, status, sent, returned, change from session_count_changes
                     where day between $1 and $2 and status is not null
                     union all
                     select day, status, false, false, sessions from unstarted_counts
                     where day between $1 and $2) as cells
               group by day, status having sum(n) <> 0) as sums
         order by sums.day, status`,
} as const

/** What became of the sessions of some days, one row per day and status. @param first `2026-05-04`, both days counted */
export const sessionFigures = async (
  _actor: Permitted<'sessions.read'>,
  first: string,
  last: string,
): Promise<DayFigure[]> => {
  const { rows } = await pool().query<DayFigure>({ ...figuresQuery, values: [first, last] })
  return rows
}

export const stayQuery = {
  name: 'stay_figures',
  text: `select bucket::int as bucket, sum(n)::float8 as sessions
         from (select bucket, sessions as n from stay_counts where day between $1 and $2
               union all
               select bucket, change from session_count_changes
               where day between $1 and $2 and bucket is not null) as buckets
         group by 1 having sum(n) <> 0 order by 1`,
} as const

/** How long people were at the provider before they came back, for sessions started on some days. */
export const stayFigures = async (
  _actor: Permitted<'sessions.read'>,
  first: string,
  last: string,
): Promise<StayBucket[]> => {
  const { rows } = await pool().query<StayBucket>({ ...stayQuery, values: [first, last] })
  return rows
}
