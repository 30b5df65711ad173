import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { isSecret, secretHash } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import type { MailState } from '@/lib/kyc/mail-problem'
import { queueMail } from '@/lib/mail/queue-mail'
import { askedAnewAt } from './get-invited'
import { latestSession, mayBeWrittenTo, stateOf, templateEndedAt } from './invitation-state'

/** New links a person may ask for in a day. */
const linksPerDay = 3

type Row = Pick<InvitationRow, 'id' | 'email_enc' | 'life_hours' | 'revoked_at' | 'expires_at' | 'opened_at'> & {
  session_status: KycSession['status'] | null
  link_expired_at: Date | null
  template_ended_at: Date | null
  /** Another link was made in its place. */
  replaced: boolean
}

/** The day's letters were sent, or one is on its way: a second press brings nothing more. */
const hasEnough = async (tx: Tx, id: string, at: Date): Promise<boolean> => {
  const { rows } = await tx.client.query<{ state: MailState }>(
    `select state from mail_messages where invitation_id = $1 and kind = 'new_link' and created_at > $2`,
    [id, new Date(at.getTime() - 24 * 3_600_000)],
  )
  return rows.length >= linksPerDay || rows.some(({ state }) => state === 'queued')
}

const columns = `i.id, i.email_enc, i.life_hours, i.revoked_at, i.expires_at, i.opened_at, s.status as session_status,
  ${templateEndedAt}`

const sendOne = (find: (tx: Tx) => Promise<{ rows: Row[] }>): Promise<void> =>
  withTransaction(async (tx) => {
    const at = now()
    const row = (await find(tx)).rows[0]
    if (!row || row.email_enc === null || row.template_ended_at !== null) return
    const state = stateOf(row, at)
    const mayAsk = state === 'ended' || (row.link_expired_at !== null && mayBeWrittenTo(state, 'new_link'))
    if (!mayAsk || (await hasEnough(tx, row.id, at))) return
    // The link that was asked from ends for good, as far as its holder can see: only what is sent works from here on, also in
    // a browser that had pressed Continue there.
    if (state === 'ended') {
      await tx.client.query('update invitations set owner_id = null where id = $1', [row.id])
      await tx.client.query(
        `update invitation_links set expired_at = $2
         where invitation_id = $1 and ended_at is null and expired_at is null`,
        [row.id, row.expires_at],
      )
    }
    // A colleague has made another that works, and said until when: whoever holds this one does not lengthen that.
    if (state === 'ended' || !row.replaced)
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

/**
 * "Send me a new link" on a link that has ended. It goes to the address on file and nowhere else; that there is none, that
 * the day's three are used, that the template has ended and that the link is nobody's all look the same from outside, and go on
 * doing so: the old link stays ended.
 */
export const askNewLink = async (token: string): Promise<void> => {
  if (!isSecret(token) || env().mail === null) return
  await sendOne((tx) =>
    tx.client.query<Row>(
      `select ${columns}, coalesce(l.expired_at, l.ended_at) as link_expired_at, l.ended_at is not null as replaced
       from invitation_links l join invitations i on i.id = l.invitation_id ${latestSession}
       where l.token_hash = $1 for update of i`,
      [secretHash(token)],
    ),
  )
}

/** The same from the page of a session of this person whose invitation has ended. */
export const askNewLinkAgain = async (person: PersonActor, handle: string): Promise<void> => {
  if (!isSecret(handle) || env().mail === null) return
  await sendOne((tx) =>
    tx.client.query<Row>(
      `select ${columns}, ${askedAnewAt} as link_expired_at, false as replaced
       from kyc_sessions a join invitations i on i.id = a.invitation_id ${latestSession}
       where a.handle = $1 and a.owner_id = $2 for update of i`,
      [handle, person.ownerId],
    ),
  )
}
