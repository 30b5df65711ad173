import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { withTransaction } from '@/lib/db/transaction'
import { next, type SessionStatus } from '@/lib/kyc/session-status'
import { err, ok, type Result } from '@/lib/result'
import { lockSession, move } from './apply-truth'

export type MoveRefusal = { code: 'not_found' | 'already_final' }

/** `changed`: it is not as whoever pressed the button saw it, and ending it now may end something else. */
export type CancelRefusal = MoveRefusal | { code: 'changed' }

/** A colleague may end any session, a person their own. */
type Canceller = Permitted<'sessions.act'> | PersonActor

const owns = (actor: Canceller, ownerId: string): boolean => actor.kind === 'admin' || actor.ownerId === ownerId

/**
 * Ends an open session; nothing is read any more. The vendor has no cancel of its own (contract section 0, point 9).
 * @param seen what the page showed when the button was pressed: an open session may have become a held result since
 */
export const cancelSession = (
  actor: Canceller,
  id: string,
  seen: SessionStatus | null = null,
): Promise<Result<null, CancelRefusal>> =>
  withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    if (!row || !owns(actor, row.owner_id)) return err({ code: 'not_found' })
    if (next(row.status, 'cancelled') === null) return err({ code: 'already_final' })
    if (seen !== null && seen !== row.status) return err({ code: 'changed' })
    await move(tx, actor, { ...row, cancelled_by: actor.kind }, 'cancelled', null)
    await emitAudit(tx, actor, { action: 'session.cancelled', object_id: id })
    return ok(null)
  })
