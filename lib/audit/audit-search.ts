import 'server-only'
import { pool } from '@/lib/db/client'
import { addDays, startOfIndiaDay } from '@/lib/kyc/india-time'
import { asReference } from '@/lib/kyc/reference'
import type { AuditFilter } from './audit-filter'
import type { Search } from './audit-statement'

/** References are short enough to meet twice in a long life; nobody needs more than a page of them. */
const mostSessions = 25

/** The objects a search is about; null for any. */
const objectsOf = async (about: string | null): Promise<readonly string[] | null> => {
  if (about === null) return null
  if (asReference(about) !== about) return [about]
  const { rows } = await pool().query<{ id: string }>({
    name: 'audit_sessions_by_reference',
    text: 'select id from kyc_sessions where reference = $1 order by created_at desc limit $2',
    values: [about, mostSessions],
  })
  return rows.map(({ id }) => id)
}

/** A filter with its words looked up: references as sessions, days in India as moments. */
export const searchOf = async ({ who, action, about, from, until }: AuditFilter): Promise<Search> => ({
  who,
  action,
  objects: await objectsOf(about),
  since: from === null ? null : startOfIndiaDay(from),
  before: until === null ? null : startOfIndiaDay(addDays(until, 1)),
})

/** Times are taken before a writer's turn, so neighbours may stand the other way round; this many writers never meet. */
const jitter = 200

/**
 * Days as row numbers, a little generous; the exact time is compared as well. Numbers and times rise together, so this turns
 * a search in time into a short stretch of whichever index is asked.
 */
export const boundsOf = async ({ since, before }: Search): Promise<{ above: number; below: number }> => {
  const whole = { above: 0, below: Number.MAX_SAFE_INTEGER }
  if (since === null && before === null) return whole
  const { rows } = await pool().query<{ first: string | null; last: string | null }>({
    name: 'audit_bounds',
    text: `select
        (select min(seq) from (select seq from audit_events where at >= $1 order by at limit $3) early) as first,
        (select max(seq) from (select seq from audit_events where at < $2 order by at desc limit $3) late) as last`,
    values: [since ?? new Date(0), before ?? new Date('9999-01-01T00:00:00Z'), jitter],
  })
  const { first, last } = rows[0] ?? { first: null, last: null }
  // No row in that time on one side: nothing can lie between.
  if (first === null || last === null) return { above: 0, below: 0 }
  return { above: Number(first) - 1, below: Number(last) + 1 }
}
