import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { queueMail } from '@/lib/mail/queue-mail'
import { latestSession, mayBeWrittenTo, stateOf } from './invitation-state'
import { missedAfterMs, mostMessages, nextReminderAt } from './remind-plan'

type Due = Pick<
  InvitationRow,
  'id' | 'created_at' | 'expires_at' | 'revoked_at' | 'opened_at' | 'messages' | 'next_reminder_at'
> & { session_status: KycSession['status'] | null; template_ended: boolean }

/** Reminds one person, or finds that there is nothing to remind of; either way the next time is set. */
const remindOne = (actor: SystemActor, id: string): Promise<void> =>
  withTransaction(async (tx) => {
    const at = now()
    const { rows } = await tx.client.query<Due>(
      `select i.id, i.created_at, i.expires_at, i.revoked_at, i.opened_at, i.messages, i.next_reminder_at,
         s.status as session_status, t.ended_at is not null as template_ended
       from invitations i join templates t on t.id = i.template_id ${latestSession} where i.id = $1 and i.next_reminder_at <= $2 for update of i`,
      [id, at],
    )
    const row = rows[0]
    if (!row?.next_reminder_at) return
    // A link of a template that has ended opens nothing any more.
    const open = !row.template_ended && mayBeWrittenTo(stateOf(row, at), 'reminder') && row.messages < mostMessages
    const missed = at.getTime() - row.next_reminder_at.getTime() > missedAfterMs
    const sends = open && !missed
    await tx.client.query('update invitations set next_reminder_at = $2, messages = messages + $3 where id = $1', [
      id,
      open ? nextReminderAt(row.created_at, at, row.expires_at) : null,
      sends ? 1 : 0,
    ])
    if (!sends) return
    const mail = await queueMail(tx, id, 'reminder', at)
    await emitAudit(tx, actor, {
      action: 'invitation.mail_queued',
      object_id: id,
      detail: { mail, kind: 'reminder' },
    })
  })

/** Everybody whose reminder is due, longest first, in small steps. */
export const remindInvited = async (actor: SystemActor): Promise<void> => {
  if (env().mail === null) return
  const { rows } = await pool().query<{ id: string }>(
    'select id from invitations where next_reminder_at <= $1 order by next_reminder_at limit 500',
    [now()],
  )
  for (const { id } of rows) await remindOne(actor, id)
}
