import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import type { InvitationRow } from '@/lib/db/schema/invites'
import { withTransaction } from '@/lib/db/transaction'
import { isRevealReason } from '@/lib/kyc/reveal-reason'
import { err, ok, type Result } from '@/lib/result'
import { openInvitee } from './seal-invitee'

export type Revealed = ReturnType<typeof openInvitee>

/**
 * What an invitation keeps of a person, unmasked, for a colleague who proved who they are a moment ago and says why. The trail
 * has its row before anything is shown (A-09, G-04).
 */
export const revealInvitee = (
  actor: Present<Permitted<'people.reveal'>>,
  id: string,
  reason: string,
): Promise<Result<Revealed, { code: 'not_found' | 'reason_needed' }>> =>
  withTransaction(async (tx) => {
    if (!isRevealReason(reason)) return err({ code: 'reason_needed' })
    const { rows } = await tx.client.query<
      Pick<InvitationRow, 'id' | 'data_key' | 'name_enc' | 'email_enc' | 'phone_enc'>
    >('select id, data_key, name_enc, email_enc, phone_enc from invitations where id = $1', [id])
    if (!rows[0]) return err({ code: 'not_found' })
    const person = openInvitee(rows[0])
    const fields = Object.entries(person).flatMap(([field, value]) => (value === null ? [] : [field]))
    await emitAudit(tx, actor, { action: 'invitation.revealed', object_id: id, detail: { fields, reason } })
    return ok(person)
  })
