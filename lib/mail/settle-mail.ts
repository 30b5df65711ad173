import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { MailRow } from '@/lib/db/schema/mail'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import type { Posted } from './transport'

/** A letter that this process has leased. */
export type Claimed = Pick<MailRow, 'id' | 'invitation_id' | 'kind' | 'tries' | 'token_enc' | 'lease_until'>

/** How a try ended. */
export type Settled = { state: MailRow['state']; code: string | null; nextTryAt: Date | null }

/** Minutes until the next try; after the last one the letter has failed. About nine hours in all. */
const patience = [1, 5, 15, 30, 60, 120, 300] as const

export const settledAs = (posted: Posted, tries: number): Settled => {
  if (posted.outcome === 'sent') return { state: 'sent', code: null, nextTryAt: null }
  if (posted.outcome === 'bounced') return { state: 'bounced', code: posted.code, nextTryAt: null }
  const minutes = patience[tries - 1]
  if (minutes === undefined) return { state: 'failed', code: posted.code, nextTryAt: null }
  return { state: 'queued', code: posted.code, nextTryAt: new Date(now().getTime() + minutes * 60_000) }
}

/** What happened since it was queued outranks a letter: nobody is written to after a No or a result. */
export const dropped: Settled = { state: 'dropped', code: null, nextTryAt: null }

/**
 * Locks a letter in the order of everybody who writes to both: the invitation before its letters.
 * @returns whether somebody waits for it by now; null when the lease is no longer ours
 */
const lockClaimed = async (tx: Tx, { id, invitation_id, lease_until }: Claimed): Promise<boolean | null> => {
  tx.send({
    name: 'lock_invitation_of_mail',
    text: 'select 1 from invitations where id = $1 for no key update',
    values: [invitation_id],
  })
  const { rows } = await tx.client.query<{ personal: boolean }>(
    `select personal from mail_messages where id = $1 and state = 'queued' and lease_until = $2 for update`,
    [id, lease_until],
  )
  return rows[0]?.personal ?? null
}

/** A reminder that was asked for while it was under way, and has not left, goes on as the invitation that was promised. */
const goOnAsInvitation = async (tx: Tx, actor: SystemActor, mail: Claimed, settled: Settled): Promise<void> => {
  await tx.client.query(
    `update mail_messages set kind = 'invitation', code = $2, next_try_at = $3, lease_until = null where id = $1`,
    [mail.id, settled.code, settled.nextTryAt ?? now()],
  )
  await emitAudit(tx, actor, {
    action: 'invitation.mail_queued',
    object_id: mail.invitation_id,
    detail: { mail: mail.id, kind: 'invitation' },
  })
}

/** Writes down how it went, unless somebody else has already; a settled letter keeps no token. */
export const settleMail = (actor: SystemActor, mail: Claimed, settled: Settled): Promise<void> =>
  withTransaction(async (tx) => {
    const { id, invitation_id, kind, tries } = mail
    const { state, code, nextTryAt } = settled
    const isAwaited = await lockClaimed(tx, mail)
    if (isAwaited === null) return
    if (isAwaited && kind === 'reminder' && (state === 'queued' || state === 'dropped'))
      return goOnAsInvitation(tx, actor, mail, settled)
    const over = state !== 'queued'
    await tx.client.query(
      `update mail_messages set state = $2, code = $3, next_try_at = $4, lease_until = null,
         token_enc = case when $5 then null else token_enc end, settled_at = case when $5 then $6::timestamptz end
       where id = $1`,
      [id, state, code, nextTryAt, over, now()],
    )
    if (!over) return
    // An address that does not take one letter takes no reminder either.
    if (state === 'bounced')
      await tx.client.query('update invitations set next_reminder_at = null where id = $1', [invitation_id])
    await emitAudit(tx, actor, {
      action: 'invitation.mail_settled',
      object_id: invitation_id,
      detail: { mail: id, kind, outcome: state, tries },
    })
  })
