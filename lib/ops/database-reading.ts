import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { queueSchema } from '@/lib/jobs/queue'

/** How the database and the queue in it are, as of one moment. */
export type DatabaseReading = {
  readonly measuredAt: Date
  readonly answeredInMs: number
  /** Clock of the database minus ours. */
  readonly offsetMs: number
  /** Major and minor, such as 18.1. */
  readonly version: string
  readonly queues: readonly { readonly queue: string; readonly jobs: number; readonly oldestMs: number }[]
  /** Changes of sessions and invitations that the sweep has not folded into the counts yet. */
  readonly unfolded: number
  readonly auditHead: number
}

type QueueRow = { queue: string; jobs: number; oldest_s: number }
type Row = { at: Date; version: string; unfolded: number; audit_head: number; queues: QueueRow[] }

// Finished jobs leave the table after minutes, so all of it is what waits, runs or has just ended.
const query = {
  name: 'database_reading',
  text: `select clock_timestamp() as at, current_setting('server_version') as version,
      (select count(*)::int from ((select from session_count_changes limit 1000000)
         union all (select from invitation_count_changes limit 1000000)) as changes) as unfolded,
      (select seq::float8 from audit_head where id = 1) as audit_head,
      (select coalesce(json_agg(waiting), '[]') from (
         select name as queue, count(*)::int as jobs,
           greatest(0, coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active')), 0))::float8 as oldest_s
         from ${queueSchema}.job where state <= 'active' and name not like '\\_\\_%' group by name order by name
       ) as waiting) as queues`,
} as const

export const readDatabase = async (): Promise<DatabaseReading> => {
  const measuredAt = now()
  const startedAt = performance.now()
  const { rows } = await pool().query<Row>(query)
  const answeredInMs = performance.now() - startedAt
  const row = rows[0]
  if (!row) throw new Error('expected one row from the database, found none')
  return {
    measuredAt,
    answeredInMs,
    // The answer was true at some moment between asking and hearing it; the middle is off by half of that at most.
    offsetMs: row.at.getTime() - (measuredAt.getTime() + answeredInMs / 2),
    version: row.version.split(' ')[0] ?? row.version,
    queues: row.queues.map(({ queue, jobs, oldest_s }) => ({ queue, jobs, oldestMs: oldest_s * 1000 })),
    unfolded: row.unfolded,
    auditHead: row.audit_head,
  }
}
