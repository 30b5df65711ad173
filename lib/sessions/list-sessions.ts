import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { type AdminSessionRow, type ListRow, listColumns, toAdminSessionRows } from './admin-session-row'
import { type Cursor, type Place, writeCursor } from './list-cursor'
import { sessionsStatement } from './session-statement'

export type SessionsQuery = {
  readonly filter: SessionFilter
  readonly from: Place
}

/** One page, newest first. `older` and `newer` are cursors for the address, null at the ends. */
export type SessionsPage = {
  readonly rows: readonly AdminSessionRow[]
  readonly older: string | null
  readonly newer: string | null
}

export const pageSize = 25

// One row more than the page tells whether there is another page. Not a named statement: each filter has a text of its
// own, and a plan made for its very values.
const read = async (filter: SessionFilter, direction: 'older' | 'newer', from: Cursor | null): Promise<ListRow[]> => {
  const statement = sessionsStatement(filter, { columns: listColumns, direction, from, limit: pageSize + 1 })
  return (await pool().query<ListRow>(statement)).rows
}

const placeOf = (row: ListRow | undefined): string | null =>
  row === undefined ? null : writeCursor({ at: row.created_at, id: row.id })

/** Sessions newest first, by keyset: rows that arrive meanwhile never shift a page. */
export const listSessions = async (actor: AdminActor, { filter, from }: SessionsQuery): Promise<SessionsPage> => {
  if (from !== null && 'newer' in from) {
    const found = await read(filter, 'newer', from.newer)
    // Close to the top a page of newer rows would be short: the first page shows them all.
    if (found.length <= pageSize) return listSessions(actor, { filter, from: null })
    const rows = found.slice(0, pageSize).reverse()
    return { rows: await toAdminSessionRows(rows), newer: placeOf(rows[0]), older: placeOf(rows.at(-1)) }
  }
  const found = await read(filter, 'older', from?.older ?? null)
  const rows = found.slice(0, pageSize)
  return {
    rows: await toAdminSessionRows(rows),
    newer: from === null ? null : placeOf(rows[0]),
    older: found.length > pageSize ? placeOf(rows.at(-1)) : null,
  }
}
