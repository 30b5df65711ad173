import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import type { Tx } from '@/lib/db/transaction'

/**
 * Whether this browser has the invitation at this moment and nobody has closed it. What is so stays so until the transaction
 * ends: whoever takes it over, or closes it, waits and then finds what was begun from it.
 */
export const holdInvitation = async (tx: Tx, actor: PersonActor, id: string): Promise<boolean> => {
  const { rowCount } = await tx.client.query({
    name: 'hold_invitation',
    text: 'select 1 from invitations where id = $1 and owner_id = $2 and revoked_at is null for share',
    values: [id, actor.ownerId],
  })
  return rowCount === 1
}
