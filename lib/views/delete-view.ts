import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'

/** Forgets a view of one's own; one that is gone already, or is a colleague's, stays as it is. */
export const deleteView = async (actor: Permitted<'sessions.read'>, id: string): Promise<void> => {
  await pool().query('delete from saved_views where id = $1 and staff_id = $2', [id, actor.staffId])
}
