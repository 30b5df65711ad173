import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { Tx } from '@/lib/db/transaction'
import { isOver } from '@/lib/kyc/invitation-state'
import { cancelOpen } from './cancel-open'
import { latestSession, stateOf, templateEndedAt } from './invitation-state'
import { addLink } from './links'

type Row = Pick<InvitationRow, 'id' | 'revoked_at' | 'expires_at' | 'opened_at'> & {
  session_status: KycSession['status'] | null
  template_ended_at: Date | null
}

/**
 * Moves an invitation from the browser that has it to another, with a link of its own there, in the caller's transaction.
 * What the first has open is closed: two attempts of one invitation would be two answers.
 * @returns false when it can be begun by nobody any more, or another browser has it by now
 */
export const moveInvitation = async (
  tx: Tx,
  actor: PersonActor,
  { id, from, token }: { id: string; from: string; token: string },
  at: Date,
): Promise<boolean> => {
  const { rows } = await tx.client.query<Row>(
    `select i.id, i.revoked_at, i.expires_at, i.opened_at, s.status as session_status, ${templateEndedAt}
     from invitations i ${latestSession} where i.id = $1`,
    [id],
  )
  const row = rows[0]
  if (!row) return false
  const state = stateOf(row, at)
  // Of an ended template nothing could be begun there: what is open stays where it is.
  if (state === 'ended' || isOver(state) || row.template_ended_at !== null) return false
  const { rowCount } = await tx.client.query(
    'update invitations set owner_id = $2 where id = $1 and owner_id = $3 and revoked_at is null',
    [id, actor.ownerId, from],
  )
  if (rowCount !== 1) return false
  await addLink(tx, id, token, at)
  await cancelOpen(tx, actor, id)
  await emitAudit(tx, actor, { action: 'invitation.moved', object_id: id })
  return true
}
