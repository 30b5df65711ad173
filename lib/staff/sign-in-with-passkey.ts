import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { adminFor } from '@/lib/auth/require-admin'
import type { SessionToken } from '@/lib/auth/session-cookie'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { systemActor } from '@/lib/jobs/system-actor'
import { err, ok, type Result } from '@/lib/result'
import { limiter } from '@/lib/security/rate-limit'
import { openSignIn, type SignInPlace } from './open-sign-in'
import { provenByPasskey } from './use-passkey'

export type PasskeySignInRefusal = { code: 'no_match' } | { code: 'wait'; until: Date }

type Account = { id: string; name: string; role: string; session_version: number }

/**
 * A passkey alone signs in: the device holds the key and has asked who is there, which is both factors.
 * @param replaces a sign-in this browser already has
 */
export const signInWithPasskey = async (
  answer: unknown,
  place: SignInPlace,
  replaces: string | null,
): Promise<Result<SessionToken, PasskeySignInRefusal>> => {
  const tried = await limiter('passkey_network', 60, 900).take(place.prefix)
  if (!tried.ok) return err({ code: 'wait', until: tried.until })
  const proven = await provenByPasskey(answer, 'sign_in', null)
  if ('fault' in proven) {
    await withTransaction((tx) =>
      emitAudit(tx, systemActor('sign_in'), {
        action: 'staff.sign_in_failed',
        object_id: proven.staffId ?? 'unknown',
        detail: { reason: proven.fault, factor: 'passkey' },
      }),
    )
    return err({ code: 'no_match' })
  }
  const { rows } = await pool().query<Account>(
    // Who signs in with the identity provider must not get in past it: theirs proves presence alone.
    `select id, name, role, session_version from staff
     where id = $1 and disabled_at is null and password_hash is not null`,
    [proven.staffId],
  )
  const account = rows[0]
  if (!account) return err({ code: 'no_match' })
  return ok(
    await withTransaction(async (tx) => {
      const { id: staffId, session_version: version } = account
      const token = await openSignIn(tx, { staffId, version, factor: 'passkey', passed: true, replaces, place })
      const detail = { factor: 'passkey' }
      await emitAudit(tx, adminFor(account), { action: 'staff.signed_in', object_id: staffId, detail })
      return token
    }),
  )
}
