import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { stuckAfterMs } from '@/lib/kyc/reconcile-plan'
import type { StaffState } from '@/lib/kyc/staff-state'
import { type AdminSessionRow, type ListRow, listColumns, toAdminSessionRow } from './admin-session-row'
import { type Cursor, writeCursor } from './list-cursor'

export type SessionsQuery = {
  readonly state: StaffState | null
  /** Where to look from: older rows than a place, newer ones, or the newest of all. */
  readonly from: { readonly older: Cursor } | { readonly newer: Cursor } | null
}

/** One page, newest first. `older` and `newer` are cursors for the address, null at the ends. */
export type SessionsPage = {
  readonly rows: readonly AdminSessionRow[]
  readonly older: string | null
  readonly newer: string | null
}

export const pageSize = 25

/** The state as a condition; each leads into the index on (status, created_at, id) or, without one, on (created_at, id). */
const conditionOf = (state: StaffState | null): string => {
  if (state === null) return 'true'
  if (state === 'away') return `status = 'at_provider' and bound_return_at is null and sent_at > $4`
  if (state === 'stuck') return `status = 'at_provider' and bound_return_at is null and sent_at <= $4`
  if (state === 'checking') return `status = 'at_provider' and bound_return_at is not null`
  return `status = '${state}'`
}

// One statement for each state and direction, so that PostgreSQL plans each for its own index (never OFFSET).
const read = async (state: StaffState | null, direction: 'older' | 'newer', from: Cursor): Promise<ListRow[]> => {
  const condition = conditionOf(state)
  const [sign, order] = direction === 'older' ? ['<', 'desc'] : ['>', 'asc']
  const stuckBefore = condition.includes('$4') ? [new Date(now().getTime() - stuckAfterMs)] : []
  const { rows } = await pool().query<ListRow>({
    name: `list_sessions_${state ?? 'all'}_${direction}`,
    text: `select ${listColumns} from kyc_sessions
           where ${condition} and (created_at, id) ${sign} ($1, $2)
           order by created_at ${order}, id ${order} limit $3`,
    values: [from.at, from.id, pageSize + 1, ...stuckBefore],
  })
  return rows
}

/** Above every row there will be: the first page is simply what is older than this. */
const top: Cursor = { at: new Date('9999-01-01T00:00:00Z'), id: '' }

const placeOf = (row: ListRow | undefined): string | null =>
  row === undefined ? null : writeCursor({ at: row.created_at, id: row.id })

/** Sessions newest first, by keyset: rows that arrive meanwhile never shift a page. */
export const listSessions = async (_actor: AdminActor, query: SessionsQuery): Promise<SessionsPage> => {
  const { state, from } = query
  if (from !== null && 'newer' in from) {
    const found = await read(state, 'newer', from.newer)
    // Close to the top a page of newer rows would be short: the first page shows them all.
    if (found.length <= pageSize) return listSessions(_actor, { state, from: null })
    const rows = found.slice(0, pageSize).reverse()
    return { rows: rows.map(toAdminSessionRow), newer: placeOf(rows[0]), older: placeOf(rows.at(-1)) }
  }
  const found = await read(state, 'older', from?.older ?? top)
  const rows = found.slice(0, pageSize)
  return {
    rows: rows.map(toAdminSessionRow),
    newer: from === null ? null : placeOf(rows[0]),
    older: found.length > pageSize ? placeOf(rows.at(-1)) : null,
  }
}
