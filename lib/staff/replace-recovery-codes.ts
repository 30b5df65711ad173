import 'server-only'
import type { PendingActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Present } from '@/lib/auth/presence'
import { newRecoveryCodes, recoveryCodeHash } from '@/lib/auth/recovery-codes'
import { now } from '@/lib/clock'
import { type Tx, withTransaction } from '@/lib/db/transaction'

/** Ten new codes in place of all earlier ones, within whatever else happens at that moment. */
export const writeRecoveryCodes = async (tx: Tx, actor: Present | PendingActor): Promise<string[]> => {
  const codes = newRecoveryCodes()
  await tx.client.query('delete from staff_recovery_codes where staff_id = $1', [actor.staffId])
  await tx.client.query(
    `insert into staff_recovery_codes (code_hash, staff_id, created_at)
     select hash, $2, $3 from unnest($1::bytea[]) as hash`,
    [codes.map((code) => recoveryCodeHash(actor.staffId, code)), actor.staffId, now()],
  )
  await emitAudit(tx, actor, { action: 'recovery_codes.replaced', object_id: actor.staffId })
  return codes
}

/** Ten new codes in place of all earlier ones, to be shown once: only their hashes are kept. */
export const replaceRecoveryCodes = (actor: Present): Promise<string[]> =>
  withTransaction((tx) => writeRecoveryCodes(tx, actor))
