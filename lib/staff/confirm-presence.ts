import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { isPassword, withHashRoom } from '@/lib/auth/password'
import { isFresh, type Present } from '@/lib/auth/presence'
import { renewed } from '@/lib/auth/require-admin'
import type { SessionToken } from '@/lib/auth/session-cookie'
import { pool } from '@/lib/db/client'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { limiter } from '@/lib/security/rate-limit'
import { openSignIn, type SignInPlace } from './open-sign-in'
import { provenByPasskey } from './use-passkey'

export type ConfirmRefusal =
  | { code: 'missing' | 'missing_without_password' }
  | { code: 'no_match' }
  | { code: 'busy' }
  | { code: 'wait'; until: Date }

/** What a form carries when it asks again: a password, or the answer of a passkey. */
export type PresenceProof = { readonly password: string; readonly passkey: string }

const passwordHashOf = async (staffId: string): Promise<string | null> => {
  const { rows } = await pool().query<{ password_hash: string | null }>(
    'select password_hash from staff where id = $1',
    [staffId],
  )
  return rows[0]?.password_hash ?? null
}

/** Who signs in with the identity provider alone has none, and proves presence there or with a passkey. */
export const hasPassword = async (staffId: string): Promise<boolean> => (await passwordHashOf(staffId)) !== null

const matches = async (actor: AdminActor, { password, passkey }: PresenceProof): Promise<boolean | null> => {
  if (passkey !== '') return !('fault' in (await provenByPasskey(passkey, 'confirm', actor.staffId)))
  const stored = await passwordHashOf(actor.staffId)
  return withHashRoom(() => isPassword(password, stored))
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

/** Who was proven present, and the token of their sign-in's new id for the cookie, or null where it still was fresh. */
export type Confirmed<A extends AdminActor> = { readonly actor: Present<A>; readonly token: SessionToken | null }

/** Makes the sign-in fresh again, or says why not. From here on the sign-in has another id. */
export const confirmPresence = async <A extends AdminActor>(
  actor: A,
  proof: PresenceProof,
  place: SignInPlace,
): Promise<Result<Confirmed<A>, ConfirmRefusal>> => {
  if (isFresh(actor)) return ok({ actor, token: null })
  if (proof.password === '' && proof.passkey === '')
    return err({ code: (await hasPassword(actor.staffId)) ? 'missing' : 'missing_without_password' })
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
    const present = token && renewed(actor, token.sid)
    return token && present && isFresh(present) ? ok({ actor: present, token }) : err({ code: 'no_match' })
  })
}
