import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'
import { type AdminSessionRow, type ListRow, listColumns, toAdminSessionRows } from './admin-session-row'

/** The lines of some sessions, newest first; ids that name none are left out. */
export const getSessionRows = async (_actor: AdminActor, ids: readonly string[]): Promise<AdminSessionRow[]> => {
  const { rows } = await pool().query<ListRow>({
    name: 'session_rows',
    text: `select ${listColumns} from kyc_sessions where id = any ($1) order by created_at desc, id desc`,
    values: [ids],
  })
  return toAdminSessionRows(rows)
}
