import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'
import { readFilter } from '@/lib/kyc/read-filter'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { mostViews } from './save-view'

export type SavedView = { readonly id: string; readonly name: string; readonly filter: SessionFilter }

/** The colleague's own views, by name. A word the product no longer knows drops out of the filter, as in any address. */
export const listViews = async (actor: AdminActor): Promise<SavedView[]> => {
  const { rows } = await pool().query<{ id: string; name: string; query: string }>({
    name: 'list_views',
    text: 'select id, name, query from saved_views where staff_id = $1 order by name limit $2',
    values: [actor.staffId, mostViews],
  })
  return rows.map(({ id, name, query }) => ({
    id,
    name,
    filter: readFilter(Object.fromEntries(new URLSearchParams(query))).filter,
  }))
}
