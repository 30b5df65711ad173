import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'

/**
 * Invitations with exactly this reference, capital and small letters alike, newest first and two at most: none, the one, or
 * several is all that a search has to tell apart.
 */
export const invitedByReference = async (
  _actor: AdminActor,
  reference: string,
): Promise<{ id: string; started: boolean }[]> => {
  const { rows } = await pool().query<{ id: string; started: boolean }>({
    name: 'invited_by_reference',
    text: `select i.id, exists (select from kyc_sessions s where s.invitation_id = i.id) as started
           from invitations i where lower(i.reference) = lower($1) order by i.created_at desc, i.id desc limit 2`,
    values: [reference],
  })
  return rows
}
