import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { withTransaction } from '@/lib/db/transaction'
import { next } from '@/lib/kyc/session-status'
import { hasGiven } from '@/lib/kyc/settled'
import { err, ok, type Result } from '@/lib/result'
import { lockSession, move } from './apply-truth'
import type { MoveRefusal } from './cancel-session'

/** `nothing_given`: every document was left out at the provider, so there is no consent to take back. */
export type WithdrawRefusal = MoveRefusal | { code: 'nothing_given' }

/** The person takes the consent back: from this commit on nothing of the session is read again (L-07, L-08). */
export const withdrawConsent = (actor: PersonActor, id: string): Promise<Result<null, WithdrawRefusal>> =>
  withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    if (!row || row.owner_id !== actor.ownerId) return err({ code: 'not_found' })
    if (next(row.status, 'withdrawn') === null) return err({ code: 'already_final' })
    if (!hasGiven(row)) return err({ code: 'nothing_given' })
    await move(tx, actor, row, 'withdrawn', null)
    await emitAudit(tx, actor, { action: 'consent.withdrawn', object_id: id })
    return ok(null)
  })
