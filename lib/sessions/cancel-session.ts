import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import type { KycSession } from '@/lib/db/schema/sessions'
import { withTransaction } from '@/lib/db/transaction'
import { next, type SessionStatus } from '@/lib/kyc/session-status'
import { typedReason } from '@/lib/kyc/typed-reason'
import { err, ok, type Result } from '@/lib/result'
import { lockSession, move } from './apply-truth'

export type MoveRefusal = { code: 'not_found' | 'already_final' }

/** `changed`: it is not as whoever pressed the button saw it, and ending it now may end something else. */
export type CancelRefusal = MoveRefusal | { code: 'changed' }

export type ReasonNeeded = { code: 'reason_needed' }

const end = (
  actor: Permitted<'sessions.act'> | PersonActor,
  id: string,
  refusal: (row: KycSession) => CancelRefusal | null,
  reason: string | null,
): Promise<Result<null, CancelRefusal>> =>
  withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    if (!row) return err({ code: 'not_found' })
    const refused = refusal(row)
    if (refused) return err(refused)
    await move(tx, actor, { ...row, cancelled_by: actor.kind }, 'cancelled', null)
    if (reason !== null) await tx.client.query('update kyc_sessions set cancel_reason = $2 where id = $1', [id, reason])
    await emitAudit(tx, actor, { action: 'session.cancelled', object_id: id })
    return ok(null)
  })

const isOver = ({ status }: KycSession): boolean => next(status, 'cancelled') === null

/**
 * A colleague ends an open session, with a reason; nothing is read any more. The vendor has no cancel of its own (contract
 * section 0, point 9). The reason may name people, so the row keeps it and the trail does not.
 * @param seen what the page showed when the button was pressed: an open session may have become a held result since
 */
export const cancelSession = (
  actor: Permitted<'sessions.act'>,
  id: string,
  typed: string,
  seen: SessionStatus | null = null,
): Promise<Result<null, CancelRefusal | ReasonNeeded>> => {
  const reason = typedReason(typed)
  if (reason === null) return Promise.resolve(err({ code: 'reason_needed' }))
  const refusal = (row: KycSession): CancelRefusal | null => {
    if (isOver(row)) return { code: 'already_final' }
    return seen !== null && seen !== row.status ? { code: 'changed' } : null
  }
  return end(actor, id, refusal, reason)
}

/** A person ends their own open session. They are asked for no reason. */
export const cancelOwnSession = (actor: PersonActor, id: string): Promise<Result<null, CancelRefusal>> => {
  const refusal = (row: KycSession): CancelRefusal | null => {
    if (row.owner_id !== actor.ownerId) return { code: 'not_found' }
    return isOver(row) ? { code: 'already_final' } : null
  }
  return end(actor, id, refusal, null)
}
