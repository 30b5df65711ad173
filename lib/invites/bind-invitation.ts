import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { isSecret, secretHash } from '@/lib/ids'
import { isOver } from '@/lib/kyc/invitation-state'
import type { Binder } from '@/lib/sessions/binder'
import { personOf } from '@/lib/sessions/binding'
import { cancelOpen } from './cancel-open'
import { latestSession, stateOf, templateEndedAt } from './invitation-state'

/** `elsewhere`: another browser was first. `closed`: the page says why. `cookies`: this browser cannot be recognised. */
export type Bound = 'bound' | 'elsewhere' | 'closed' | 'cookies'

type Row = Pick<InvitationRow, 'id' | 'owner_id' | 'revoked_at' | 'expires_at' | 'opened_at'> & {
  session_status: KycSession['status'] | null
  link_expired_at: Date | null
  template_ended_at: Date | null
}

const findByToken = async (tx: Tx, token: string): Promise<Row | null> => {
  const { rows } = await tx.client.query<Row>(
    `select i.id, i.owner_id, i.revoked_at, i.expires_at, i.opened_at, s.status as session_status,
       l.expired_at as link_expired_at, ${templateEndedAt}
     from invitation_links l join invitations i on i.id = l.invitation_id ${latestSession}
     where l.token_hash = $1 and l.ended_at is null`,
    [secretHash(token)],
  )
  return rows[0] ?? null
}

/** Of an ended template nothing can be begun in another browser either: what one has open stays there. */
const canBeBound = (row: Row, at: Date): boolean => {
  const state = stateOf(row, at)
  return row.link_expired_at === null && row.template_ended_at === null && state !== 'ended' && !isOver(state)
}

/**
 * "Continue": ties an invitation to the browser that pressed it, in one conditional update, so that of two browsers at the
 * same moment one wins. Pressing again changes nothing.
 * @param takeOver the person was told that another device has it, and wants to go on here
 */
export const bindInvitation = async (binder: Binder | null, token: string, takeOver: boolean): Promise<Bound> => {
  if (!isSecret(token)) return 'closed'
  if (!binder) return 'cookies'
  return withTransaction(async (tx) => {
    const actor = await personOf(tx, binder)
    if (!actor) return 'cookies'
    const at = now()
    const row = await findByToken(tx, token)
    if (!row || !canBeBound(row, at)) return 'closed'
    if (row.owner_id === actor.ownerId) return 'bound'
    if (row.owner_id !== null && !takeOver) return 'elsewhere'
    const { rowCount } = await tx.client.query(
      `update invitations set owner_id = $2, opened_at = coalesce(opened_at, $3)
       where id = $1 and owner_id is not distinct from $4 and revoked_at is null`,
      [row.id, actor.ownerId, at, row.owner_id],
    )
    if (rowCount !== 1) return 'elsewhere'
    if (row.owner_id !== null) await cancelOpen(tx, actor, row.id)
    await emitAudit(tx, actor, {
      action: row.owner_id === null ? 'invitation.opened' : 'invitation.moved',
      object_id: row.id,
    })
    return 'bound'
  })
}
