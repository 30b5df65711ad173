import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import type { Tx } from '@/lib/db/transaction'
import { lockSession, move } from '@/lib/sessions/apply-truth'

/** Ends what the other browser has open: two attempts of one invitation would be two answers. */
export const closeOthers = async (tx: Tx, actor: PersonActor, invitationId: string): Promise<void> => {
  const { rows } = await tx.client.query<{ id: string }>(
    `select id from kyc_sessions where invitation_id = $1 and owner_id <> $2
       and status in ('starting', 'at_provider', 'held')`,
    [invitationId, actor.ownerId],
  )
  for (const { id } of rows) {
    const row = await lockSession(tx, id)
    if (row) await move(tx, actor, { ...row, cancelled_by: 'person' }, 'cancelled', null)
  }
}
