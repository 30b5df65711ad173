'use server'

import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { requireForm, requireSameOrigin } from '@/app/guards'
import { triesOf } from '@/app/tries'
import type { SensitiveState } from '@/components/admin/sensitive-form'
import type { InviteState } from '@/components/invited/invite-form'
import type { RenewState } from '@/components/invited/renew-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { renewLink, resendInvitation, revokeInvitation } from '@/lib/invites/change-invitation'
import { createInvitation } from '@/lib/invites/create-invitation'
import { checkInvitee } from '@/lib/invites/invitee'
import { readLinkKey } from '@/lib/invites/links'
import { findInvited, someBeginWith } from '@/lib/invites/list-invitations'
import { revealInvitee } from '@/lib/invites/reveal-invitee'
import { plainText } from '@/lib/kyc/plain-text'
import { longestReference } from '@/lib/kyc/reference'
import { isRevealReason } from '@/lib/kyc/reveal-reason'
import { adminInvitationPath, adminInvitationsPath, withNotice } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { again, provePresence } from '../presence'
import { lifeOf, textOf } from './form-text'
import { madeLink } from './made'

/** "Invite": the page comes back with the link, or with what has to be mended. */
export const inviteOne = async (previous: InviteState, sent: FormData): Promise<InviteState> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage')
  const form = requireForm(sent)
  const t = dictionary(locale)
  const names = ['template', 'reference', 'name', 'email', 'phone', 'language', 'life'] as const
  const values = Object.fromEntries(names.map((name) => [name, textOf(form, name)]))
  const tries = triesOf(previous) + 1
  const byMail = textOf(form, 'by_mail') === 'yes'
  const anew = (part: Partial<InviteState>): InviteState => ({
    values,
    byMail,
    again: '',
    errors: {},
    problem: null,
    made: null,
    tries,
    ...part,
  })
  const key = readLinkKey(actor, textOf(form, 'form_key'))
  if (!key) {
    // With another key in it: the second press has to work.
    refresh()
    return anew({ problem: t('admin.invite.problem.form_expired') })
  }
  const checked = checkInvitee({
    reference: values.reference,
    name: values.name,
    email: values.email,
    phone: values.phone,
    language: values.language,
  })
  if (!checked.ok) {
    // The first problem of a field is the one to mend.
    const errors = [...checked.problems]
      .reverse()
      .map(({ column, code }) => [column, t(`admin.invite.problem.${code}`)])
    return anew({ errors: Object.fromEntries(errors) })
  }
  const made = await createInvitation(actor, {
    invitee: checked.value,
    templateId: values.template ?? '',
    locale: checked.value.language || locale,
    lifeHours: lifeOf(values.life ?? ''),
    byMail,
    again: values.reference !== '' && textOf(form, 'again') === values.reference,
    key,
  })
  if (!made.ok) {
    if (made.error.code === 'link_over') {
      refresh()
      return anew({ problem: t('admin.invite.problem.link_over', { reference: made.error.reference }) })
    }
    const fields = { life: 'life', template_gone: 'template', out: 'reference' } as const
    return anew({
      again: made.error.code === 'out' ? (values.reference ?? '') : '',
      errors: { [fields[made.error.code]]: t(`admin.invite.problem.${made.error.code}`) },
    })
  }
  const { name: business } = await getOrganisation()
  return anew({
    made: madeLink({
      ...made.value,
      name: checked.value.name,
      mail: made.value.mailed ? t('admin.invite.made.mailed') : null,
      business,
      t,
      locale,
    }),
  })
}

export const renewNow = async (_previous: RenewState, sent: FormData): Promise<RenewState> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage')
  const form = requireForm(sent)
  const t = dictionary(locale)
  const id = textOf(form, 'id')
  const key = readLinkKey(actor, textOf(form, 'form_key'))
  // As the invitation is by now, and with another key: whoever still wants a new link presses once more.
  const lookAgain = (problem: string): RenewState => {
    refresh()
    return { made: null, problem }
  }
  if (!key) return lookAgain(t('admin.invite.problem.form_expired'))
  const renewed = await renewLink(actor, id, { key, replaced: Number(textOf(form, 'replaced')) })
  if (!renewed.ok) {
    const { code } = renewed.error
    if (code === 'changed') return lookAgain(t('admin.invite.linkChanged'))
    return {
      made: null,
      problem: t(code === 'template_ended' ? 'admin.invite.templateEnded' : 'admin.said.invitation_over'),
    }
  }
  const { name: business } = await getOrganisation()
  return {
    made: madeLink({ id, ...renewed.value, mail: t('admin.invite.made.notMailed'), business, t, locale }),
    problem: null,
  }
}

export const resendNow = async (sent: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage')
  const id = textOf(requireForm(sent), 'id')
  const resent = await resendInvitation(actor, id)
  redirect(withNotice(adminInvitationPath(id), resent.ok ? 'mail_queued' : `mail_${resent.error.code}`))
}

/** The confirm page's button. */
export const revokeNow = async (sent: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage')
  const id = textOf(requireForm(sent), 'id')
  const revoked = await revokeInvitation(actor, id)
  redirect(withNotice(adminInvitationPath(id), revoked.ok ? 'invitation_revoked' : 'invitation_over'))
}

/** Posts what it is given: an address or a number would stay in histories and proxy logs. */
export const findInvitation = async (sent: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage')
  const typed = plainText(textOf(requireForm(sent), 'typed'))
  const found = await findInvited(actor, typed)
  if (typed === '') redirect(adminInvitationsPath())
  const find = typed.slice(0, longestReference)
  // Only what begins a reference may stand in an address: people also type names and numbers that are nobody's.
  if (found === undefined && (await someBeginWith(actor, find))) redirect(adminInvitationsPath({ find }))
  redirect(found ? adminInvitationPath(found) : withNotice(adminInvitationsPath(), 'invitation_not_found'))
}

/** Shows what is masked of a person for a minute, to whoever says why and proves who they are. */
export const revealNow = async (previous: SensitiveState, sent: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage', 'people.reveal')
  const form = requireForm(sent)
  const reason = textOf(form, 'reason')
  const kept = { reason }
  const t = dictionary(locale)
  if (!isRevealReason(reason)) return again(previous, { errors: { reason: t('admin.invite.reveal.reasonNeeded') } })
  const proven = await provePresence(actor, form)
  if (!proven.ok) return again(previous, { kept, confirm: proven.error })
  const revealed = await revealInvitee(proven.value, textOf(form, 'id'), reason)
  if (!revealed.ok) notFound()
  return again(previous, { shown: Object.values(revealed.value).filter((value) => value !== null) })
}
