import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { type InvitationState, isOver } from '@/lib/kyc/invitation-state'
import { hurryMail, queueMail } from '@/lib/mail/queue-mail'
import { err, ok, type Result } from '@/lib/result'
import { cancelOpen } from './cancel-open'
import { latestSession, mayBeWrittenTo, stateOf } from './invitation-state'
import { addLink, type LinkKey, linkOfForm, linkWorks, replacedLinks } from './links'
import { firstReminderAt, mostMessages } from './remind-plan'

type Inviter = Permitted<'invitations.manage'>

type Found = InvitationRow & {
  session_status: KycSession['status'] | null
  template_ended_at: Date | null
  /** Whether its template reminds people now. */
  reminders: boolean
}
type Locked = Found & { state: InvitationState }

const lock = async (tx: Tx, id: string): Promise<Locked | null> => {
  const { rows } = await tx.client.query<Found>(
    `select i.*, s.status as session_status, t.ended_at as template_ended_at,
       (select v.reminders from template_versions v where v.template_id = t.id and v.published_at is not null
        order by v.number desc limit 1) as reminders
     from invitations i join templates t on t.id = i.template_id ${latestSession} where i.id = $1 for update of i`,
    [id],
  )
  const row = rows[0]
  return row ? { ...row, state: stateOf(row, now()) } : null
}

/** The form of "New link". @param replaced how many links of the invitation had been replaced when it was shown */
export type RenewForm = { readonly key: LinkKey; readonly replaced: number }

export type RenewedLink = { reference: string; token: string; expiresAt: Date }

/** `changed`: another link was made since the form was shown, or the one it made itself does not work any more. */
export type RenewRefusal = { code: 'not_found' | 'over' | 'template_ended' | 'changed' }

const replacedNow = async (tx: Tx, id: string): Promise<number | undefined> => {
  const { rows } = await tx.client.query<{ replaced: number }>(
    `select ${replacedLinks} as replaced from invitations i where i.id = $1`,
    [id],
  )
  return rows[0]?.replaced
}

/**
 * "New link": the ones that are out stop working, and the new one lives as long as the first was to. A form that is sent twice
 * shows the same link while it works; a form from before another link was made changes nothing.
 */
export const renewLink = (
  actor: Inviter,
  id: string,
  { key, replaced }: RenewForm,
): Promise<Result<RenewedLink, RenewRefusal>> =>
  withTransaction(async (tx) => {
    const row = await lock(tx, id)
    if (!row) return err({ code: 'not_found' })
    if (isOver(row.state)) return err({ code: 'over' })
    if (row.template_ended_at !== null) return err({ code: 'template_ended' })
    const at = now()
    const { reference } = row
    const { token } = linkOfForm(key, ['renew', id])
    if (await linkWorks(tx, token, at)) return ok({ reference, token, expiresAt: row.expires_at })
    if ((await replacedNow(tx, id)) !== replaced) return err({ code: 'changed' })
    const expiresAt = new Date(at.getTime() + row.life_hours * 3_600_000)
    await tx.client.query('update invitation_links set ended_at = $2 where invitation_id = $1 and ended_at is null', [
      id,
      at,
    ])
    await addLink(tx, id, token, at)
    await tx.client.query('update invitations set expires_at = $2 where id = $1', [id, expiresAt])
    await emitAudit(tx, actor, { action: 'invitation.link_renewed', object_id: id })
    return ok({ reference, token, expiresAt })
  })

export type ResendRefusal = {
  code: 'not_found' | 'over' | 'template_ended' | 'no_mail' | 'no_address' | 'too_many' | 'on_its_way'
}

const emitQueued = (tx: Tx, actor: Inviter, id: string, mail: string): Promise<void> =>
  emitAudit(tx, actor, { action: 'invitation.mail_queued', object_id: id, detail: { mail, kind: 'invitation' } })

/** Sends the invitation again; the links that are out keep working. */
export const resendInvitation = (actor: Inviter, id: string): Promise<Result<null, ResendRefusal>> =>
  withTransaction(async (tx) => {
    const row = await lock(tx, id)
    if (!row) return err({ code: 'not_found' })
    if (env().mail === null) return err({ code: 'no_mail' })
    if (row.email_enc === null) return err({ code: 'no_address' })
    if (!isOver(row.state) && row.template_ended_at !== null) return err({ code: 'template_ended' })
    if (!mayBeWrittenTo(row.state, 'invitation')) return err({ code: 'over' })
    if (row.messages >= mostMessages) return err({ code: 'too_many' })
    const at = now()
    const { waiting, turned } = await hurryMail(tx, id, at)
    for (const mail of turned) await emitQueued(tx, actor, id, mail)
    // A second press of the same button, or a server that is slow: one letter is enough, and now somebody waits for it.
    if (waiting) return err({ code: 'on_its_way' })
    const mail = await queueMail(tx, id, 'invitation', at)
    // Reminders run from the first message, also where the invitation was made without one.
    const isFirst = row.messages === 0 && row.reminders
    await tx.client.query('update invitations set messages = messages + 1, next_reminder_at = $2 where id = $1', [
      id,
      isFirst ? firstReminderAt(at, row.expires_at) : row.next_reminder_at,
    ])
    await emitQueued(tx, actor, id, mail)
    return ok(null)
  })

/** Closes an invitation: its links say so, and what the person has open is cancelled. */
export const revokeInvitation = (actor: Inviter, id: string): Promise<Result<null, { code: 'not_found' | 'over' }>> =>
  withTransaction(async (tx) => {
    const row = await lock(tx, id)
    if (!row) return err({ code: 'not_found' })
    if (isOver(row.state)) return err({ code: 'over' })
    await tx.client.query('update invitations set revoked_at = $2, next_reminder_at = null where id = $1', [id, now()])
    await cancelOpen(tx, actor, id)
    await emitAudit(tx, actor, { action: 'invitation.revoked', object_id: id })
    return ok(null)
  })
