import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { withTransaction } from '@/lib/db/transaction'
import { next } from '@/lib/kyc/session-status'
import { err, ok, type Result } from '@/lib/result'
import { lockSession, move } from './apply-truth'

export type MoveRefusal = { code: 'not_found' | 'already_final' }

/** A colleague may end any session, a person their own. */
type Canceller = Permitted<'sessions.act'> | PersonActor

const owns = (actor: Canceller, ownerId: string): boolean => actor.kind === 'admin' || actor.ownerId === ownerId

/** Ends an open session; nothing is read any more. The vendor has no cancel of its own (contract section 0, point 9). */
export const cancelSession = (actor: Canceller, id: string): Promise<Result<null, MoveRefusal>> =>
  withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    if (!row || !owns(actor, row.owner_id)) return err({ code: 'not_found' })
    if (next(row.status, 'cancelled') === null) return err({ code: 'already_final' })
    await move(tx, actor, { ...row, cancelled_by: actor.kind }, 'cancelled', null)
    await emitAudit(tx, actor, { action: 'session.cancelled', object_id: id })
    return ok(null)
  })
