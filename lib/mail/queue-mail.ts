import 'server-only'
import type { MailRow } from '@/lib/db/schema/mail'
import type { Tx } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { enqueueMail } from '@/lib/jobs/enqueue'

/** Puts one e-mail that somebody waits for in the queue, in the caller's transaction: it goes before files and reminders. */
export const queueMail = async (
  tx: Tx,
  invitationId: string,
  kind: Exclude<MailRow['kind'], 'reminder'>,
  at: Date,
): Promise<string> => {
  const id = newId('mal')
  await tx.client.query(
    `insert into mail_messages (id, invitation_id, kind, state, personal, next_try_at, created_at)
     values ($1, $2, $3, 'queued', true, $4, $4)`,
    [id, invitationId, kind, at],
  )
  await enqueueMail(tx)
  return id
}

/** Puts a reminder for each of these invitations in the queue, in the caller's transaction. @returns the letter of each */
export const queueReminders = async (
  tx: Tx,
  invitationIds: readonly string[],
  at: Date,
): Promise<{ id: string; mail: string }[]> => {
  if (invitationIds.length === 0) return []
  const letters = invitationIds.map((id) => ({ id, mail: newId('mal') }))
  tx.send({
    name: 'queue_reminders',
    text: `insert into mail_messages (id, invitation_id, kind, state, next_try_at, created_at)
           select r.mail, r.id, 'reminder', 'queued', $3, $3 from unnest($1::text[], $2::text[]) as r (mail, id)`,
    values: [letters.map(({ mail }) => mail), invitationIds, at],
  })
  await enqueueMail(tx)
  return letters
}
