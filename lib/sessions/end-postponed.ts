import 'server-only'
import type { PersonActor, SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { withTransaction } from '@/lib/db/transaction'
import { lockSession, move } from './apply-truth'

const reason = 'too_busy'

/** Ends a start that waits for a press which will not come. Nothing was executed for it, so it costs no try (F-03). */
export const endPostponed = (actor: PersonActor | SystemActor, id: string): Promise<void> =>
  withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    // A press of the same form may have taken it up meanwhile: then it has a lease again.
    if (row?.status !== 'starting' || row.lease_until !== null) return
    await tx.client.query('update kyc_sessions set fail_reason = $2 where id = $1', [id, reason])
    await move(tx, actor, row, 'start_refused', null)
    await emitAudit(tx, actor, { action: 'session.start_failed', object_id: id, detail: { reason } })
  })
