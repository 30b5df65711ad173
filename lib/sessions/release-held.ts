import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { withTransaction } from '@/lib/db/transaction'
import { releaseEvent } from '@/lib/kyc/consent-outcome'
import { typedReason } from '@/lib/kyc/typed-reason'
import { err, ok, type Result } from '@/lib/result'
import { lockSession, move } from './apply-truth'

/**
 * A colleague vouches for a held result, with a reason (R-15 c). The consent was read from the provider before; only who
 * gave it was open. The reason itself may name people, so the trail keeps that one was given and the row keeps the words.
 */
export const releaseHeld = (
  actor: Present<Permitted<'sessions.release'>>,
  id: string,
  reason: string,
): Promise<Result<null, { code: 'not_found' | 'not_held' | 'reason_needed' }>> => {
  const given = typedReason(reason)
  if (given === null) return Promise.resolve(err({ code: 'reason_needed' }))
  return withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    if (!row) return err({ code: 'not_found' })
    if (row.status !== 'held') return err({ code: 'not_held' })
    await move(tx, actor, row, releaseEvent(row.doc_types, row.documents_consented), null)
    await tx.client.query('update kyc_sessions set release_reason = $2 where id = $1', [id, given])
    await emitAudit(tx, actor, { action: 'session.released', object_id: id, detail: { held: row.held_reason } })
    return ok(null)
  })
}
