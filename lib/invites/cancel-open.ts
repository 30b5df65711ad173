import 'server-only'
import type { AdminActor, PersonActor } from '@/lib/audit/actor'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { Tx } from '@/lib/db/transaction'
import { cancelledWithInvitation } from '@/lib/kyc/cancel-reason'
import { openStates } from '@/lib/kyc/session-status'
import { move } from '@/lib/sessions/apply-truth'

/** Sessions that a person can still come back to, or that wait for somebody to vouch for them. */
export const isOpenSession = `status in (${openStates.map((status) => `'${status}'`).join(', ')})`

/**
 * Cancels what people have open from an invitation whose row is locked: all of it when a colleague closes it, and what other
 * browsers have when it moves to this one, because two attempts of one invitation would be two answers. Everything is locked
 * before the first row of the trail is written, as everybody does: whoever holds the head of the trail waits for nothing.
 */
export const cancelOpen = async (tx: Tx, actor: AdminActor | PersonActor, invitationId: string): Promise<void> => {
  const { rows } = await tx.client.query<KycSession>(
    `select * from kyc_sessions where invitation_id = $1 and ${isOpenSession} and ($2::text is null or owner_id <> $2)
     order by id for update`,
    [invitationId, actor.kind === 'admin' ? null : actor.ownerId],
  )
  // Where a person goes on in another browser nobody closed anything, and no reason is kept.
  if (actor.kind === 'admin')
    await tx.client.query('update kyc_sessions set cancel_reason = $2 where id = any ($1)', [
      rows.map(({ id }) => id),
      cancelledWithInvitation,
    ])
  for (const row of rows) await move(tx, actor, { ...row, cancelled_by: actor.kind }, 'cancelled', null)
}
