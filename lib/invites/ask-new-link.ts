import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { isSecret, secretHash } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import { queueMail } from '@/lib/mail/queue-mail'
import { latestSession, stateOf } from './invitation-state'

/** New links a person may ask for in a day. */
const linksPerDay = 3

type Row = Pick<InvitationRow, 'id' | 'email_enc' | 'life_hours' | 'revoked_at' | 'expires_at' | 'opened_at'> & {
  session_status: KycSession['status'] | null
}

/**
 * "Send me a new link" on a link that has ended. It goes to the address on file and nowhere else; that there is none, that
 * the day's three are used and that the link is nobody's all look the same from outside.
 */
export const askNewLink = async (token: string): Promise<void> => {
  if (!isSecret(token) || env().mail === null) return
  await withTransaction(async (tx) => {
    const at = now()
    const { rows } = await tx.client.query<Row>(
      `select i.id, i.email_enc, i.life_hours, i.revoked_at, i.expires_at, i.opened_at, s.status as session_status
       from invitation_links l join invitations i on i.id = l.invitation_id ${latestSession}
       where l.token_hash = $1 and l.ended_at is null for update of i`,
      [secretHash(token)],
    )
    const row = rows[0]
    if (!row || row.email_enc === null || stateOf(row, at) !== 'ended') return
    const { rowCount } = await tx.client.query(
      `select 1 from mail_messages where invitation_id = $1 and kind = 'new_link' and created_at > $2`,
      [row.id, new Date(at.getTime() - 24 * 3_600_000)],
    )
    if ((rowCount ?? 0) >= linksPerDay) return
    await tx.client.query('update invitations set expires_at = $2 where id = $1', [
      row.id,
      new Date(at.getTime() + row.life_hours * 3_600_000),
    ])
    const mail = await queueMail(tx, row.id, 'new_link', at)
    await emitAudit(tx, systemActor('inviter'), {
      action: 'invitation.link_requested',
      object_id: row.id,
      detail: { mail },
    })
  })
}
