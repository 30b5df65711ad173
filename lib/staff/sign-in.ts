import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { hashPassword, isPassword, needsRehash, withHashRoom } from '@/lib/auth/password'
import { adminFor } from '@/lib/auth/require-admin'
import type { SessionToken } from '@/lib/auth/session-cookie'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { staffSignIns } from '@/lib/db/schema/staff'
import { withTransaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import { err, ok, type Result } from '@/lib/result'
import { limiter } from '@/lib/security/rate-limit'
import { forgetFailures, type Place, takeTry } from './sign-in-tries'

export type SignInTry = Place & {
  readonly password: string
  /** A sign-in this browser already has; it ends when the new one begins. */
  readonly replaces: string | null
}

/** `until` is when the next try is judged. The same for known and unknown addresses. */
export type SignInRefusal = { code: 'no_match'; until: Date | null } | { code: 'wait'; until: Date } | { code: 'busy' }

type Account = {
  id: string
  name: string
  role: string
  password_hash: string
  session_version: number
  disabled_at: Date | null
}

const accountOf = async (email: string): Promise<Account | null> => {
  const { rows } = await pool().query<Account>({
    name: 'account_by_email',
    text: 'select id, name, role, password_hash, session_version, disabled_at from staff where email = $1',
    values: [email],
  })
  return rows[0] ?? null
}

type Reason = 'no_match' | 'disabled' | 'too_many'

/** Who tried is a class of reason and, where there is one, the account; never what was typed. */
const recordFailure = (staffId: string | null, reason: Reason): Promise<void> =>
  withTransaction((tx) =>
    emitAudit(tx, systemActor('sign_in'), {
      action: 'staff.sign_in_failed',
      object_id: staffId ?? 'unknown',
      detail: { reason },
    }),
  )

/** Tries that are not judged are recorded once a minute: a flood must not hold up everyone else who writes the trail. */
const recordRefusal = async (): Promise<void> => {
  if ((await limiter('sign_in_refusal_audit', 1, 60).take('all')).ok) await recordFailure(null, 'too_many')
}

const begin = (account: Account, attempt: SignInTry, rehashed: string | null): Promise<SessionToken> =>
  withTransaction(async (tx) => {
    const at = now()
    const sid = newId('sid')
    if (attempt.replaces)
      await tx.client.query('update staff_sign_ins set ended_at = $2 where sid = $1 and ended_at is null', [
        attempt.replaces,
        at,
      ])
    if (rehashed)
      // Only if nobody changed the password meanwhile.
      await tx.client.query('update staff set password_hash = $2 where id = $1 and password_hash = $3', [
        account.id,
        rehashed,
        account.password_hash,
      ])
    await tx.db.insert(staffSignIns).values({
      sid,
      staff_id: account.id,
      session_version: account.session_version,
      created_at: at,
      last_seen_at: at,
    })
    await forgetFailures(tx, attempt)
    await emitAudit(tx, adminFor(account), { action: 'staff.signed_in', object_id: account.id })
    return { staffId: account.id, sid, version: account.session_version }
  })

const judge = async (attempt: SignInTry): Promise<Result<SessionToken, SignInRefusal>> => {
  const taken = await takeTry(attempt)
  if (!taken.ok) {
    await recordRefusal()
    return err({ code: 'wait', until: taken.until })
  }
  const account = await accountOf(attempt.email)
  const matches = await isPassword(attempt.password, account?.password_hash ?? null)
  if (!account || !matches || account.disabled_at) {
    await recordFailure(account?.id ?? null, matches ? 'disabled' : 'no_match')
    return err({ code: 'no_match', until: taken.lockedUntil })
  }
  const rehashed = needsRehash(account.password_hash) ? await hashPassword(attempt.password) : null
  return ok(await begin(account, attempt, rehashed))
}

/**
 * E-mail and password against the stored hash; the one way in, for the sign-in page and for next-auth (A-04 … ).
 * A right password during a wait gets the same answer as a wrong one.
 */
export const signIn = async (attempt: SignInTry): Promise<Result<SessionToken, SignInRefusal>> =>
  (await withHashRoom(() => judge(attempt))) ?? err({ code: 'busy' })
