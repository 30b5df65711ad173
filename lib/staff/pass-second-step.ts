import 'server-only'
import type { PendingActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { looksLikeRecoveryCode, recoveryCodeHash } from '@/lib/auth/recovery-codes'
import type { SessionToken } from '@/lib/auth/session-cookie'
import { acceptedStep } from '@/lib/auth/totp'
import { now, nowMs } from '@/lib/clock'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { open } from '@/lib/security/encrypt'
import { limiter } from '@/lib/security/rate-limit'
import { finishSignIn } from './finish-sign-in'
import type { SignInPlace } from './open-sign-in'

/** `ended`: the sign-in has to begin again with the password. */
export type SecondStepRefusal = { code: 'no_match' } | { code: 'wait'; until: Date } | { code: 'ended' }

/** A million codes, three of them good at a time: ten tries in a quarter of an hour leave a guesser no hope. */
const triesLimit = () => limiter('second_step', 10, 900)

type Row = { id: string; data_key: string; secret_enc: string; last_step: string }

/** Uses up a code of the app: the step moves only forward, so the same code twice at once passes once. */
const useAppCode = async (tx: Tx, staffId: string, typed: string): Promise<boolean> => {
  const { rows } = await tx.client.query<Row>(
    `select id, data_key, secret_enc, last_step from staff_totp
     where staff_id = $1 and confirmed_at is not null for update`,
    [staffId],
  )
  const row = rows[0]
  if (!row) return false
  const secret = open({ table: 'staff_totp', rowId: row.id, dataKey: row.data_key }, 'secret', row.secret_enc)
  const step = await acceptedStep(secret, typed, Number(row.last_step), nowMs())
  if (step === null) return false
  await tx.client.query('update staff_totp set last_step = $2 where id = $1', [row.id, step])
  return true
}

const useRecoveryCode = async (tx: Tx, staffId: string, typed: string): Promise<boolean> => {
  const { rowCount } = await tx.client.query(
    'update staff_recovery_codes set used_at = $2 where code_hash = $1 and used_at is null and staff_id = $3',
    [recoveryCodeHash(staffId, typed), now(), staffId],
  )
  return rowCount === 1
}

/** A code of the authenticator app or a recovery code after the password: the sign-in is complete, or it is not. */
export const passSecondStep = async (
  actor: PendingActor,
  typed: string,
  place: SignInPlace,
): Promise<Result<SessionToken, SecondStepRefusal>> => {
  const tried = await triesLimit().take(actor.staffId)
  if (!tried.ok) return err({ code: 'wait', until: tried.until })
  const factor = looksLikeRecoveryCode(typed) ? 'recovery_code' : 'app_code'
  const outcome = await withTransaction<Result<SessionToken, SecondStepRefusal>>(async (tx) => {
    const use = factor === 'recovery_code' ? useRecoveryCode : useAppCode
    if (!(await use(tx, actor.staffId, typed))) {
      await emitAudit(tx, actor, {
        action: 'staff.sign_in_failed',
        object_id: actor.staffId,
        detail: { reason: 'no_match', factor },
      })
      return err({ code: 'no_match' })
    }
    const token = await finishSignIn(tx, actor, factor, place)
    return token ? ok(token) : err({ code: 'ended' })
  })
  // Whoever signs in rightly many times in a row is no guesser.
  if (outcome.ok) await triesLimit().forget(actor.staffId)
  return outcome
}
