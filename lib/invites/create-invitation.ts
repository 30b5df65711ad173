import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import type { InvitationRow } from '@/lib/db/schema/invites'
import { withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { newId, newReference } from '@/lib/ids'
import { queueMail } from '@/lib/mail/queue-mail'
import { err, ok, type Result } from '@/lib/result'
import { templateInUse } from '@/lib/templates/template-version'
import type { Invitee } from './invitee'
import { isReferenceOut } from './known-references'
import { addLink, type LinkKey, linkOfForm, linkWorks } from './links'
import { firstReminderAt } from './remind-plan'
import { sealInvitee } from './seal-invitee'

/** How long a link may live. */
export const leastLifeHours = 1
export const mostLifeHours = 30 * 24

export const isLife = (hours: number): boolean =>
  Number.isInteger(hours) && hours >= leastLifeHours && hours <= mostLifeHours

export type InvitationWish = {
  readonly invitee: Invitee
  readonly templateId: string
  readonly locale: string
  /** null: as the template says. */
  readonly lifeHours: number | null
  readonly byMail: boolean
  /** Whoever invites was told that this reference is out already, and goes on. */
  readonly again: boolean
  readonly key: LinkKey
}

/** `mailed`: an e-mail to the person was put into the queue. */
export type CreatedInvitation = { id: string; reference: string; token: string; expiresAt: Date; mailed: boolean }

/** `link_over`: this form has made that invitation before, and its link does not work any more. */
/** `out`: an invitation with this reference is out or was answered within its time. */
export type CreateRefusal = { code: 'template_gone' | 'life' | 'out' } | { code: 'link_over'; reference: string }

const linkOf = ({ invitee, templateId, locale, lifeHours, byMail, key }: InvitationWish) => {
  const { reference, name, email, phone } = invitee
  return linkOfForm(key, ['invite', reference, name, email, phone, templateId, locale, lifeHours, byMail])
}

/**
 * Invites one person. A form that is sent twice makes one invitation: the second press finds the first and shows the same link.
 * One that is sent again with other words makes another.
 * @returns id and token; nobody can be told the token later
 */
export const createInvitation = async (
  actor: Permitted<'invitations.manage'>,
  wish: InvitationWish,
): Promise<Result<CreatedInvitation, CreateRefusal>> => {
  const { invitee } = wish
  const template = await templateInUse(wish.templateId)
  if (!template) return err({ code: 'template_gone' })
  const lifeHours = wish.lifeHours ?? template.link_hours
  if (!isLife(lifeHours)) return err({ code: 'life' })
  return withTransaction(async (tx) => {
    const at = now()
    const id = newId('inv')
    const expiresAt = new Date(at.getTime() + lifeHours * 3_600_000)
    const byMail = wish.byMail && invitee.email !== '' && env().mail !== null
    const sealed = sealInvitee(id, invitee)
    const { hash, token } = linkOf(wish)
    if (!wish.again && invitee.reference !== '' && (await isReferenceOut(tx.client, invitee.reference, at, hash)))
      return err({ code: 'out' })
    const { rows } = await tx.client.query<Pick<InvitationRow, 'id' | 'reference' | 'expires_at' | 'messages'>>(
      `insert into invitations (id, reference, template_id, locale, data_key, name_enc, email_enc, phone_enc, email_index,
         phone_index, life_hours, form_key_hash, staff_id, created_at, expires_at, messages, next_reminder_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       on conflict (form_key_hash) do update set form_key_hash = excluded.form_key_hash
       returning id, reference, expires_at, messages`,
      [
        id,
        invitee.reference || newReference(),
        template.template_id,
        wish.locale,
        sealed.data_key,
        sealed.name_enc,
        sealed.email_enc,
        sealed.phone_enc,
        sealed.email_index,
        sealed.phone_index,
        lifeHours,
        hash,
        actor.staffId,
        at,
        expiresAt,
        byMail ? 1 : 0,
        byMail && template.reminders ? firstReminderAt(at, expiresAt) : null,
      ],
    )
    const made = rows[0]
    if (!made) throw new Error('expected the row of the invitation, found none')
    const { reference } = made
    if (made.id !== id) {
      if (!(await linkWorks(tx, token, at))) return err({ code: 'link_over', reference })
      return ok({ id: made.id, reference, token, expiresAt: made.expires_at, mailed: byMail && made.messages > 0 })
    }
    await addLink(tx, id, token, at)
    if (byMail) await queueMail(tx, id, 'invitation', at)
    await emitAudit(tx, actor, {
      action: 'invitation.created',
      object_id: id,
      detail: { template: template.id, locale: wish.locale, life_hours: lifeHours, by_mail: byMail },
    })
    return ok({ id, reference, token, expiresAt, mailed: byMail })
  })
}
