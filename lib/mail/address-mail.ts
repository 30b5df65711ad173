import 'server-only'
import { now } from '@/lib/clock'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { MailRow } from '@/lib/db/schema/mail'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { type Locale, localeOf } from '@/lib/i18n/locales'
import { newSecret, secretHash } from '@/lib/ids'
import { latestSession, mayBeWrittenTo, stateOf, templateEndedAt } from '@/lib/invites/invitation-state'
import { addLink, linkOf } from '@/lib/invites/links'
import { isQuiet } from '@/lib/invites/remind-plan'
import { openInvitee, openToken, sealToken } from '@/lib/invites/seal-invitee'

/** Whom a letter goes to, and the link in it. */
export type Addressed = { to: string; name: string | null; locale: Locale; link: string; expiresAt: Date }

type Row = InvitationRow & { session_status: KycSession['status'] | null; template_ended_at: Date | null }

const isAlive = async (tx: Tx, token: string): Promise<boolean> => {
  const { rowCount } = await tx.client.query(
    'select 1 from invitation_links where token_hash = $1 and ended_at is null and expired_at is null',
    [secretHash(token)],
  )
  return rowCount === 1
}

/**
 * The address of a letter, read when it leaves. The first try makes a link for this letter alone and keeps its token sealed
 * until the letter is settled, so that a second try carries the same one while it works. Null when nobody may be written to
 * any more, also because the template has ended and its links open nothing.
 */
export const addressMail = (
  mail: Pick<MailRow, 'id' | 'invitation_id' | 'kind' | 'token_enc'>,
): Promise<Addressed | null> =>
  withTransaction(async (tx) => {
    const at = now()
    const { rows } = await tx.client.query<Row>(
      `select i.*, s.status as session_status, ${templateEndedAt} from invitations i ${latestSession}
       where i.id = $1 for update of i`,
      [mail.invitation_id],
    )
    const row = rows[0]
    if (!row || !mayBeWrittenTo(stateOf(row, at), mail.kind)) return null
    // Queued in time, and held up until it would only press.
    if (mail.kind === 'reminder' && isQuiet(at, row.expires_at)) return null
    const { email, name } = openInvitee(row)
    if (email === null) return null
    const kept = mail.token_enc === null ? null : openToken(row, mail.id, mail.token_enc)
    // A new link that was made since has ended the one of this letter.
    const works = kept !== null && (await isAlive(tx, kept))
    const token = works ? kept : newSecret()
    if (!works) {
      await addLink(tx, row.id, token, at)
      await tx.client.query('update mail_messages set token_enc = $2 where id = $1', [
        mail.id,
        sealToken(row, mail.id, token),
      ])
    }
    return { to: email, name, locale: localeOf(row.locale), link: linkOf(token), expiresAt: row.expires_at }
  })
