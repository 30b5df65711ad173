import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { hashPassword, withHashRoom } from '@/lib/auth/password'
import { type PasswordFault, passwordFault } from '@/lib/auth/password-rules'
import type { Present } from '@/lib/auth/presence'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { endOtherSignIns } from './open-sign-in'

/** A new password for oneself; every other sign-in ends at once. The caller has proven presence. */
export const changePassword = async (
  actor: Present,
  password: string,
): Promise<Result<{ ended: number }, PasswordFault | 'busy' | 'no_password'>> => {
  const { rows } = await pool().query<{ email: string; has: boolean }>(
    'select email, password_hash is not null as has from staff where id = $1',
    [actor.staffId],
  )
  // A password would be a way in past the identity provider.
  if (rows[0]?.has !== true) return err('no_password')
  const fault = await passwordFault(password, [rows[0]?.email ?? '', actor.name])
  if (fault) return err(fault)
  const hash = await withHashRoom(() => hashPassword(password))
  if (hash === null) return err('busy')
  return withTransaction(async (tx) => {
    await tx.client.query('update staff set password_hash = $2 where id = $1', [actor.staffId, hash])
    const ended = await endOtherSignIns(tx, actor.staffId, actor.sid)
    await emitAudit(tx, actor, { action: 'staff.password_changed', object_id: actor.staffId })
    return ok({ ended })
  })
}
