import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { isPassword, withHashRoom } from '@/lib/auth/password'
import type { SessionToken } from '@/lib/auth/session-cookie'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { limiter } from '@/lib/security/rate-limit'
import { openSignIn, type SignInPlace } from './open-sign-in'
import { provenByPasskey } from './use-passkey'

/** A grave action asks who is there if that was last proven longer ago. */
export const freshMs = 5 * 60_000

export const isFresh = (actor: AdminActor): boolean => now().getTime() - actor.freshAt.getTime() <= freshMs

export type ConfirmRefusal =
  | { code: 'missing' }
  | { code: 'no_match' }
  | { code: 'busy' }
  | { code: 'wait'; until: Date }

/** What a form carries when it asks again: a password, or the answer of a passkey. */
export type PresenceProof = { readonly password: string; readonly passkey: string }

const matches = async (actor: AdminActor, { password, passkey }: PresenceProof): Promise<boolean | null> => {
  if (passkey !== '') return !('fault' in (await provenByPasskey(passkey, 'confirm', actor.staffId)))
  const { rows } = await pool().query<{ password_hash: string | null }>(
    'select password_hash from staff where id = $1',
    [actor.staffId],
  )
  return withHashRoom(() => isPassword(password, rows[0]?.password_hash ?? null))
}

/** The same sign-in under a new id, fresh. Null when it has ended meanwhile. */
const renew = async (tx: Tx, actor: AdminActor, factor: 'password' | 'passkey', place: SignInPlace) => {
  const { rows } = await tx.client.query<{ session_version: number; created_at: Date }>(
    'select session_version, created_at from staff_sign_ins where sid = $1 and ended_at is null for update',
    [actor.sid],
  )
  const row = rows[0]
  if (!row) return null
  const { session_version: version, created_at: since } = row
  const { staffId, sid: replaces } = actor
  return openSignIn(tx, { staffId, version, factor, passed: true, replaces, place, since })
}

/**
 * Makes the sign-in fresh again, or says why not. Null when it still is fresh, else the token of its new id for the
 * cookie.
 */
export const confirmPresence = async (
  actor: AdminActor,
  proof: PresenceProof,
  place: SignInPlace,
): Promise<Result<SessionToken | null, ConfirmRefusal>> => {
  if (isFresh(actor)) return ok(null)
  if (proof.password === '' && proof.passkey === '') return err({ code: 'missing' })
  const tries = limiter('confirm_presence', 10, 900)
  const tried = await tries.take(actor.staffId)
  if (!tried.ok) return err({ code: 'wait', until: tried.until })
  const right = await matches(actor, proof)
  if (right === null) return err({ code: 'busy' })
  if (right) await tries.forget(actor.staffId)
  const factor = proof.passkey === '' ? 'password' : 'passkey'
  return withTransaction(async (tx) => {
    const token = right ? await renew(tx, actor, factor, place) : null
    await emitAudit(tx, actor, { action: 'staff.confirmed', object_id: actor.staffId, detail: { factor, right } })
    return token ? ok(token) : err({ code: 'no_match' })
  })
}
