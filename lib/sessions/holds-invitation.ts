import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import type { Tx } from '@/lib/db/transaction'

/**
 * Whether this person still has the invitation their form belongs to. The row stays as it is until the transaction ends, so
 * that nobody takes it over or closes it between this look and what is written because of it.
 */
export const holdsInvitation = async (tx: Tx, actor: PersonActor, invitationId: string | null): Promise<boolean> => {
  if (invitationId === null) return true
  const { rowCount } = await tx.client.query({
    name: 'holds_invitation',
    text: 'select 1 from invitations where id = $1 and owner_id = $2 and revoked_at is null for share',
    values: [invitationId, actor.ownerId],
  })
  return rowCount === 1
}
