import 'server-only'
import type { Route } from 'next'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { HandoverRow } from '@/lib/db/schema/handovers'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { isSecret, secretHash } from '@/lib/ids'
import { moveInvitation } from '@/lib/invites/move-invitation'
import type { Binder } from '@/lib/sessions/binder'
import { personOf } from '@/lib/sessions/binding'
import { goesOnAt, linkTokenOf } from './tokens'

/**
 * "Continue on this phone": takes a code up, once, by a conditional update, so that of two phones at the same moment one
 * wins. From here on everything belongs to the phone; the computer's window learns no result. Pressed again by the same
 * phone it leads to the same page.
 * @returns where the phone goes on; null when the code cannot be taken up any more
 */
export const takeHandover = async (binder: Binder, token: string): Promise<Route | null> => {
  if (!env().phoneHandover || !isSecret(token)) return null
  return withTransaction(async (tx) => {
    const actor = await personOf(tx, binder)
    if (!actor) return null
    const at = now()
    const { rows } = await tx.client.query<HandoverRow>('select * from handovers where token_hash = $1 for update', [
      secretHash(token),
    ])
    const row = rows[0]
    if (!row) return null
    if (row.phone_owner_id === actor.ownerId) return goesOnAt(row)
    if (row.taken_at || row.expires_at <= at) return null
    const invitation = row.invitation_id
    if (invitation !== null) {
      const asked = { id: invitation, from: row.owner_id, token: linkTokenOf(row.id) }
      if (!(await moveInvitation(tx, actor, asked, at))) return null
    }
    await tx.client.query(
      'update handovers set taken_at = $2, phone_owner_id = $3 where id = $1 and taken_at is null',
      [row.id, at, actor.ownerId],
    )
    await emitAudit(tx, actor, { action: 'handover.taken', object_id: row.id })
    return goesOnAt(row)
  })
}
