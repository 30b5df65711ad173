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

/**
 * Somebody now waits for the letters of an invitation that are in the queue, whose row the caller has locked. They are due at
 * once and tried as often as new ones, and a reminder becomes an invitation, so that nothing which stops a reminder stops it.
 * One under way is left to whoever is at it, who finds it asked for (settle-mail.ts).
 * @returns whether there is one, and the reminder that has become an invitation
 */
export const hurryMail = async (
  tx: Tx,
  invitationId: string,
  at: Date,
): Promise<{ waiting: boolean; turned: string[] }> => {
  const { rows } = await tx.client.query<Pick<MailRow, 'id' | 'kind' | 'lease_until'>>(
    `select id, kind, lease_until from mail_messages where invitation_id = $1 and state = 'queued' for update`,
    [invitationId],
  )
  if (rows.length === 0) return { waiting: false, turned: [] }
  const idle = rows.filter(({ lease_until }) => lease_until === null || lease_until < at)
  await tx.client.query('update mail_messages set personal = true where id = any ($1)', [rows.map(({ id }) => id)])
  await tx.client.query(
    `update mail_messages set kind = case kind when 'reminder' then 'invitation' else kind end, tries = 0, next_try_at = $2
     where id = any ($1)`,
    [idle.map(({ id }) => id), at],
  )
  await enqueueMail(tx)
  return { waiting: true, turned: idle.filter(({ kind }) => kind === 'reminder').map(({ id }) => id) }
}
