import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Present } from '@/lib/auth/presence'
import { needsSecondFactor } from '@/lib/auth/second-factor'
import { withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import { endOtherSignIns } from './open-sign-in'

/** Takes a passkey away; never the last second factor of a role that needs one. @returns other sign-ins ended */
export const removePasskey = (
  actor: Present,
  credentialId: string,
): Promise<Result<{ ended: number }, 'last_factor' | 'gone'>> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<{ others: number; app: boolean }>(
      `select (select count(*)::int from staff_passkeys where staff_id = s.id and credential_id <> $2) as others,
         exists (select from staff_totp where staff_id = s.id and confirmed_at is not null) as app
       from staff s where s.id = $1 for update`,
      [actor.staffId, credentialId],
    )
    const left = rows[0]
    if (needsSecondFactor(actor.role) && left?.others === 0 && !left.app) return err('last_factor')
    const { rowCount } = await tx.client.query(
      'delete from staff_passkeys where credential_id = $1 and staff_id = $2',
      [credentialId, actor.staffId],
    )
    if (rowCount !== 1) return err('gone')
    const ended = await endOtherSignIns(tx, actor.staffId, actor.sid)
    await emitAudit(tx, actor, { action: 'factor.removed', object_id: actor.staffId, detail: { factor: 'passkey' } })
    return ok({ ended })
  })
