import 'server-only'
import type { SystemActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { errorFields, log } from '@/lib/log'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { addressMail } from './address-mail'
import { invitationLetter } from './invitation-letter'
import { type Claimed, dropped, type Settled, settledAs, settleMail } from './settle-mail'
import { openTransport, post } from './transport'

/** Longer than the slowest letter: another process takes a letter over only when nobody can be at it any more. */
const leaseMs = 2 * 60_000

/** Letters under way at once. */
const batch = 4

/** Of these, what is kept for letters of files and reminders while any is due: so many letters people wait for, none starves. */
const keptForMany = 1

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
         returning id, invitation_id, kind, tries, token_enc, lease_until`,
  values: [at, new Date(at.getTime() + leaseMs), batch - keptForMany, batch],
})

type Transport = Parameters<typeof post>[0]

const tryOnce = async (transport: Transport, mail: Claimed): Promise<Settled> => {
  const addressed = await addressMail(mail)
  if (addressed === null) return dropped
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
  await settleMail(actor, mail, settled)
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
