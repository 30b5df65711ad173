import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import type { Tx } from '@/lib/db/transaction'
import { lockSession, move } from '@/lib/sessions/apply-truth'

/** Cancels what people have open from these invitations, whose rows are locked. */
export const cancelOpen = async (tx: Tx, actor: AdminActor, invitationIds: readonly string[]): Promise<void> => {
  const { rows } = await tx.client.query<{ id: string }>(
    `select id from kyc_sessions where invitation_id = any ($1) and status in ('starting', 'at_provider', 'held')
     order by id`,
    [invitationIds],
  )
  for (const { id } of rows) {
    const session = await lockSession(tx, id)
    if (session) await move(tx, actor, { ...session, cancelled_by: 'admin' }, 'cancelled', null)
  }
}
