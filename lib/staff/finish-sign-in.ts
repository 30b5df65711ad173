import 'server-only'
import type { PendingActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { adminFor } from '@/lib/auth/require-admin'
import type { SessionToken } from '@/lib/auth/session-cookie'
import type { SignInFactor } from '@/lib/db/schema/staff'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { openSignIn, type SignInPlace } from './open-sign-in'

/**
 * The second factor was right: the pending sign-in ends and a full one begins under a new id. Null when the
 * pending one has just ended in another request, so that one step is passed once.
 */
export const finishSignIn = async (
  tx: Tx,
  actor: PendingActor,
  factor: SignInFactor,
  place: SignInPlace,
): Promise<SessionToken | null> => {
  const { rows } = await tx.client.query<{ session_version: number }>(
    `select i.session_version from staff_sign_ins i join staff s on s.id = i.staff_id and s.session_version = i.session_version
     where i.sid = $1 and i.passed_at is null and i.ended_at is null and s.disabled_at is null for update of i`,
    [actor.sid],
  )
  const row = rows[0]
  if (!row) return null
  const { staffId, name, role } = actor
  const token = await openSignIn(tx, {
    staffId,
    version: row.session_version,
    factor,
    passed: true,
    replaces: actor.sid,
    place,
  })
  await emitAudit(tx, adminFor({ id: staffId, name, role }), {
    action: 'staff.signed_in',
    object_id: staffId,
    detail: { factor },
  })
  return token
}

/** The same after a first factor was set up, which proves as much as using it. */
export const finishEnrolment = (
  actor: PendingActor,
  factor: SignInFactor,
  place: SignInPlace,
): Promise<SessionToken | null> => withTransaction((tx) => finishSignIn(tx, actor, factor, place))
