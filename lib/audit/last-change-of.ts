import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'

/** Who changed something last, and when; without a name where that was no colleague, or one who is forgotten. */
export type LastChange = { readonly name: string | null; readonly at: Date }

/** The last row of the trail about a thing of the settings, for a colleague who comes second (ux 5: a conflict names who). */
export const lastChangeOf = async (
  _actor: Permitted<'settings.manage'>,
  objectId: string,
): Promise<LastChange | null> => {
  const { rows } = await pool().query<LastChange>({
    name: 'last_change_of',
    text: `select w.name, e.at from audit_events e left join staff w on e.actor_kind = 'admin' and w.id = e.actor_id
           where e.object_id = $1 order by e.seq desc limit 1`,
    values: [objectId],
  })
  return rows[0] ?? null
}
