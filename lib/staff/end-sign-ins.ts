import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'

/** Ends sign-ins of one's own: the named one, or every other. @returns how many ended */
export const endOwnSignIns = (actor: AdminActor, which: { sid: string } | 'others'): Promise<number> =>
  withTransaction(async (tx) => {
    const { rowCount } = await tx.client.query(
      `update staff_sign_ins set ended_at = $3
       where staff_id = $1 and ended_at is null and sid <> $2 and ($4::text is null or sid = $4)`,
      [actor.staffId, actor.sid, now(), which === 'others' ? null : which.sid],
    )
    const count = rowCount ?? 0
    if (count > 0)
      await emitAudit(tx, actor, { action: 'staff.sign_in_ended', object_id: actor.staffId, detail: { count } })
    return count
  })
