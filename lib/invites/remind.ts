import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { queueReminders } from '@/lib/mail/queue-mail'
import { latestSession, mayBeWrittenTo, stateOf, templateEndedAt } from './invitation-state'
import { missedAfterMs, mostMessages, nextReminderAt } from './remind-plan'

type Due = Pick<InvitationRow, 'id' | 'expires_at' | 'revoked_at' | 'opened_at' | 'messages'> & {
  next_reminder_at: Date
  session_status: KycSession['status'] | null
  template_ended_at: Date | null
  sent_at: Date
}

/** Of one transaction: its cost is spread over many, and whoever else writes to the trail waits a moment for it, no longer. */
const batchRows = 100

/** Those due the longest. Who is locked is being changed, or is with another process; the next look finds out. */
const takeDue = async (tx: Tx, at: Date): Promise<Due[]> => {
  const { rows } = await tx.client.query<Due>({
    name: 'due_reminders',
    text: `select i.id, i.expires_at, i.revoked_at, i.opened_at, i.messages, i.next_reminder_at,
             s.status as session_status, ${templateEndedAt}, coalesce(m.sent_at, i.created_at) as sent_at
           from (select * from invitations where next_reminder_at <= $1
                 order by next_reminder_at limit $2 for update skip locked) i
           ${latestSession}
           left join lateral (select min(created_at) as sent_at from mail_messages
             where invitation_id = i.id and kind = 'invitation') m on true`,
    values: [at, batchRows],
  })
  return rows
}

/** What becomes of one reminder: whether it is sent, and when the next is due. @param since when somebody began to look */
const judge = (row: Due, at: Date, since: Date) => {
  const open = mayBeWrittenTo(stateOf(row, at), 'reminder') && row.messages < mostMessages
  const missed = since.getTime() - row.next_reminder_at.getTime() > missedAfterMs
  const { sent_at: sentAt, next_reminder_at: due, expires_at: expiresAt } = row
  return {
    id: row.id,
    sends: open && !missed,
    next: open ? nextReminderAt({ sentAt, due, went: !missed, at, expiresAt }) : null,
  }
}

/**
 * Says that reminders are being looked after, with the work itself: work that fails each time is a pause, and what we are
 * late with is none. Processes take turns here; they would at the trail. @returns since when, without a pause
 */
const look = async (tx: Tx, at: Date): Promise<Date> => {
  const { rows } = await tx.client.query<{ since: Date }>({
    name: 'look_at_reminders',
    text: `insert into reminder_watch as w (id, since, looked_at) values (1, $1, $1)
           on conflict (id) do update set looked_at = $1,
             since = case when abs(extract(epoch from $1 - w.looked_at)) * 1000 > $2 then $1 else w.since end
           returning since`,
    values: [at, missedAfterMs],
  })
  return rows[0]?.since ?? at
}

/** Reminds some, or finds that there is nothing to remind of; either way the next time is set. @returns how many it saw */
const remindSome = (actor: SystemActor): Promise<number> =>
  withTransaction(async (tx) => {
    const at = now()
    const since = await look(tx, at)
    const judged = (await takeDue(tx, at)).map((row) => judge(row, at, since))
    if (judged.length === 0) return 0
    const column = <K extends 'id' | 'sends' | 'next'>(name: K) => judged.map((one) => one[name])
    tx.send({
      name: 'set_reminders',
      text: `update invitations i set next_reminder_at = r.next, messages = messages + case when r.sends then 1 else 0 end
             from unnest($1::text[], $2::boolean[], $3::timestamptz[]) as r (id, sends, next) where i.id = r.id`,
      values: [column('id'), column('sends'), column('next')],
    })
    const reminded = judged.filter(({ sends }) => sends).map(({ id }) => id)
    for (const { id, mail } of await queueReminders(tx, reminded, at))
      await emitAudit(tx, actor, {
        action: 'invitation.mail_queued',
        object_id: id,
        detail: { mail, kind: 'reminder' },
      })
    return judged.length
  })

/**
 * Queues a reminder for everybody who is due one, longest first, in small steps.
 * @param workMs begins no further step after this long
 * @returns whether more may be due
 */
export const remindInvited = async (actor: SystemActor, workMs = 5_000): Promise<boolean> => {
  if (env().mail === null) return false
  const until = now().getTime() + workMs
  do {
    if ((await remindSome(actor)) < batchRows) return false
  } while (now().getTime() < until)
  return true
}
