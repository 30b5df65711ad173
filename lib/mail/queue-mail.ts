import 'server-only'
import type { MailRow } from '@/lib/db/schema/mail'
import type { Tx } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { enqueueMail } from '@/lib/jobs/enqueue'

/** Puts one e-mail to an invited person in the queue, in the caller's transaction. */
export const queueMail = async (tx: Tx, invitationId: string, kind: MailRow['kind'], at: Date): Promise<string> => {
  const id = newId('mal')
  await tx.client.query(
    `insert into mail_messages (id, invitation_id, kind, state, personal, next_try_at, created_at)
     values ($1, $2, $3, 'queued', $5, $4, $4)`,
    [id, invitationId, kind, at, kind !== 'reminder'],
  )
  await enqueueMail(tx)
  return id
}
