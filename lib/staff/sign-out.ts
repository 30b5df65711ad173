import 'server-only'
import type { AdminActor, PendingActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'

/** Ends one sign-in of this colleague; its cookie is refused from the next request on. Twice is as good as once. */
export const signOut = (actor: AdminActor | PendingActor, sid: string): Promise<void> =>
  withTransaction(async (tx) => {
    const { rowCount } = await tx.client.query(
      'update staff_sign_ins set ended_at = $3 where sid = $1 and staff_id = $2 and ended_at is null',
      [sid, actor.staffId, now()],
    )
    if (rowCount === 1) await emitAudit(tx, actor, { action: 'staff.signed_out', object_id: actor.staffId })
  })
