import 'server-only'
import type { z } from 'zod'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { plainLine } from '@/lib/kyc/plain-line'
import { filterQuery, isEverySession, type SessionFilter } from '@/lib/kyc/session-filter'
import { err, ok, type Result } from '@/lib/result'

export const viewNameMaxLength = 60

/** As many as fit beside the built-in ones and can still be told apart. */
export const mostViews = 20

const nameSchema: z.ZodType<string> = plainLine(1, viewNameMaxLength, 'name_needed')

export type ViewRefusal = { code: 'name_needed' | 'name_taken' | 'too_many' | 'nothing_to_save' }

/** Keeps a filter under a name. Two browsers of one colleague take turns at their row, so the number holds. */
export const saveView = async (
  actor: Permitted<'sessions.read'>,
  name: string,
  filter: SessionFilter,
): Promise<Result<null, ViewRefusal>> => {
  const named = nameSchema.safeParse(name)
  if (!named.success) return err({ code: 'name_needed' })
  if (isEverySession(filter)) return err({ code: 'nothing_to_save' })
  const query = new URLSearchParams(filterQuery(filter)).toString()
  return withTransaction(async ({ client }) => {
    await client.query('select 1 from staff where id = $1 for update', [actor.staffId])
    const { rows } = await client.query<{ n: number }>(
      'select count(*)::int as n from (select 1 from saved_views where staff_id = $1 limit $2) kept',
      [actor.staffId, mostViews],
    )
    if ((rows[0]?.n ?? 0) >= mostViews) return err({ code: 'too_many' })
    const added = await client.query(
      `insert into saved_views (id, staff_id, name, query, created_at) values ($1, $2, $3, $4, $5)
       on conflict (staff_id, name) do nothing`,
      [newId('viw'), actor.staffId, named.data, query, now()],
    )
    if (added.rowCount === 1) return ok(null)
    // The same view again is a button pressed twice.
    const { rows: same } = await client.query(
      'select 1 from saved_views where staff_id = $1 and name = $2 and query = $3',
      [actor.staffId, named.data, query],
    )
    return same.length === 1 ? ok(null) : err({ code: 'name_taken' })
  })
}
