import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { MailRow } from '@/lib/db/schema/mail'
import { withTransaction } from '@/lib/db/transaction'
import { errorFields, log } from '@/lib/log'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { addressMail } from './address-mail'
import { invitationLetter } from './invitation-letter'
import { openTransport, type Posted, post } from './transport'

/** Longer than the slowest letter: another process takes a letter over only when nobody can be at it any more. */
const leaseMs = 2 * 60_000

/** Minutes until the next try; after the last one the letter has failed. About nine hours in all. */
const patience = [1, 5, 15, 30, 60, 120, 300] as const

/** Letters under way at once. */
const batch = 4

/** Of these, what is kept for letters of files and reminders while any is due: so many letters people wait for, none starves. */
const keptForMany = 1

type Claimed = Pick<MailRow, 'id' | 'invitation_id' | 'kind' | 'tries' | 'token_enc'>

const due = `state = 'queued' and next_try_at <= $1 and (lease_until is null or lease_until < $1)`

/** The next letters: those that somebody waits for, then those of files and reminders, each the longest due first. */
export const claimStatement = (at: Date) => ({
  name: 'claim_mail',
  text: `with personal as (
           select id from mail_messages where personal and ${due} order by next_try_at limit $3 for update skip locked),
         many as (
           select id from mail_messages where not personal and ${due} order by next_try_at
           limit $4 - (select count(*) from personal) for update skip locked)
         update mail_messages set lease_until = $2, tries = tries + 1
         where id in (select id from personal union all select id from many)
         returning id, invitation_id, kind, tries, token_enc`,
  values: [at, new Date(at.getTime() + leaseMs), batch - keptForMany, batch],
})

type Settled = { state: MailRow['state']; code: string | null; nextTryAt: Date | null }

const settledAs = (posted: Posted, tries: number): Settled => {
  if (posted.outcome === 'sent') return { state: 'sent', code: null, nextTryAt: null }
  if (posted.outcome === 'bounced') return { state: 'bounced', code: posted.code, nextTryAt: null }
  const minutes = patience[tries - 1]
  if (minutes === undefined) return { state: 'failed', code: posted.code, nextTryAt: null }
  return { state: 'queued', code: posted.code, nextTryAt: new Date(now().getTime() + minutes * 60_000) }
}

/** Writes down how it went, unless somebody else has already; a settled letter keeps no token. */
const settle = (actor: SystemActor, { id, invitation_id, kind, tries }: Claimed, settled: Settled): Promise<void> =>
  withTransaction(async (tx) => {
    const over = settled.state !== 'queued'
    const { rowCount } = await tx.client.query(
      `update mail_messages set state = $2, code = $3, next_try_at = $4, lease_until = null,
         token_enc = case when $5 then null else token_enc end, settled_at = case when $5 then $6::timestamptz end
       where id = $1 and state = 'queued' and tries = $7`,
      [id, settled.state, settled.code, settled.nextTryAt, over, now(), tries],
    )
    if (rowCount !== 1 || !over) return
    // An address that does not take one letter takes no reminder either.
    if (settled.state === 'bounced')
      await tx.client.query('update invitations set next_reminder_at = null where id = $1', [invitation_id])
    await emitAudit(tx, actor, {
      action: 'invitation.mail_settled',
      object_id: invitation_id,
      detail: { mail: id, kind, outcome: settled.state, tries },
    })
  })

type Transport = Parameters<typeof post>[0]

const tryOnce = async (transport: Transport, mail: Claimed): Promise<Settled> => {
  const addressed = await addressMail(mail)
  // What happened since it was queued outranks it: nobody is written to after a No or a result.
  if (addressed === null) return { state: 'dropped', code: null, nextTryAt: null }
  const organisation = await getOrganisation()
  const letter = invitationLetter({ ...addressed, kind: mail.kind, organisation })
  const posted = await post(transport, { id: mail.id, fromName: organisation.name, to: addressed.to, ...letter })
  if (posted.outcome !== 'sent')
    log.warn('mail.not_sent', { outcome: posted.outcome, code: posted.code, tries: mail.tries })
  return settledAs(posted, mail.tries)
}

/** A fault of ours, such as an address no key opens, uses up a try like one of the server's and stops no other letter. */
const handle = async (actor: SystemActor, transport: Transport, mail: Claimed): Promise<void> => {
  const settled = await tryOnce(transport, mail).catch((error: unknown) => {
    log.error('mail.fault', { tries: mail.tries, ...errorFields(error) })
    return settledAs({ outcome: 'later', code: 'EFAULT' }, mail.tries)
  })
  await settle(actor, mail, settled)
}

/** All at once; the connection is closed only when the last is through, whatever became of the others. */
const handleAll = async (actor: SystemActor, transport: Transport, mails: readonly Claimed[]): Promise<void> => {
  const ends = await Promise.allSettled(mails.map((mail) => handle(actor, transport, mail)))
  const fault = ends.find((end) => end.status === 'rejected')
  if (fault) throw fault.reason
}

/**
 * Sends what is due until nothing is, or `until` has come. A letter is claimed before and settled after the server has
 * answered; a process that dies in between leaves a lease, and whoever sends it again uses the same Message-ID.
 * @returns how many were tried
 */
export const sendDueMail = async (actor: SystemActor, until = now().getTime() + 10_000): Promise<number> => {
  const transport = openTransport()
  if (transport === null) return 0
  let tried = 0
  try {
    while (now().getTime() < until) {
      const { rows: mails } = await pool().query<Claimed>(claimStatement(now()))
      if (mails.length === 0) break
      tried += mails.length
      await handleAll(actor, transport, mails)
    }
  } finally {
    transport.close()
  }
  return tried
}
