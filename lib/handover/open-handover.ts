import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { newId, secretHash } from '@/lib/ids'
import { handoverLifeMs } from '@/lib/kyc/handover'
import type { Binder } from '@/lib/sessions/binder'
import { personOf } from '@/lib/sessions/binding'
import { tokenOf } from './tokens'

export type HandoverWish = {
  binder: Binder
  /** The invitation this browser is bound to and goes on with, found by the door. */
  invitationId: string | null
  browserClass: string
}

/**
 * Begins a hand-over to a phone; nothing starts at the provider. A browser has one code at a time: a new one ends the last.
 * @returns its id; null where hand-overs are off, or for a cookie that has ended
 */
export const openHandover = async ({ binder, invitationId, browserClass }: HandoverWish): Promise<string | null> => {
  if (!env().phoneHandover) return null
  return withTransaction(async (tx) => {
    const actor = await personOf(tx, binder)
    if (!actor) return null
    const id = newId('hov')
    const at = now()
    await tx.client.query(
      'update handovers set expires_at = $2 where owner_id = $1 and taken_at is null and expires_at > $2',
      [actor.ownerId, at],
    )
    await tx.client.query(
      `insert into handovers (id, token_hash, owner_id, invitation_id, browser_class, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        secretHash(tokenOf(id)),
        actor.ownerId,
        invitationId,
        browserClass,
        at,
        new Date(at.getTime() + handoverLifeMs),
      ],
    )
    await emitAudit(tx, actor, {
      action: 'handover.opened',
      object_id: id,
      detail: invitationId === null ? {} : { invitation: invitationId },
    })
    return id
  })
}
