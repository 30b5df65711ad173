'use server'

import { notFound, redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import type { SensitiveState } from '@/components/admin/sensitive-form'
import { roles } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/require-permission'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { colleaguePath, joinUrl, teamPath, withNotice } from '@/lib/paths'
import type { Result } from '@/lib/result'
import { type ChangeRefusal, type ColleagueChange, colleagueChanges } from '@/lib/staff/colleague-change'
import { disableColleague, enableColleague } from '@/lib/staff/disable-colleague'
import { emailSchema } from '@/lib/staff/email'
import { endColleagueSignIns } from '@/lib/staff/end-colleague-sign-ins'
import { inviteColleague, withdrawStaffInvite } from '@/lib/staff/invite-colleague'
import { resetFactors } from '@/lib/staff/reset-factors'
import { setRole } from '@/lib/staff/set-role'
import type { TeamActor } from '@/lib/staff/team-actor'
import { requireForm, requireSameOrigin } from '../../guards'
import { again, provePresence } from '../presence'

const roleOf = (form: FormData) => roles.find((role) => role === form.get('role'))

/** A one-time link for a new colleague, said in the answer and nowhere again. */
export const invite = async (previous: SensitiveState, sent: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const actor = await requirePermission('team.manage')
  const form = requireForm(sent)
  const t = dictionary(defaultLocale)
  const role = roleOf(form)
  const kept = { email: textUpTo(form, 'email', 254), ...(role ? { role } : {}) }
  const email = emailSchema.safeParse(kept.email)
  if (!email.success) return again(previous, { kept, errors: { email: t('setup.errors.email') } })
  if (!role) notFound()
  const proven = await provePresence(actor, form)
  if (!proven.ok) return again(previous, { kept, confirm: proven.error })
  const invited = await inviteColleague(proven.value, { email: email.data, role })
  if (invited.ok) return again(previous, { shown: [joinUrl(env().publicOrigin, invited.value.token)] })
  if (invited.error === 'not_admin') notFound()
  return again(previous, { kept, errors: { email: t('admin.team.problem.taken') } })
}

export const withdrawInvite = async (sent: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('team.manage')
  await withdrawStaffInvite(actor, textUpTo(requireForm(sent), 'id', 60))
  redirect(withNotice(teamPath(), 'withdrawn'))
}

type Verb = (actor: TeamActor, staffId: string, form: FormData) => Promise<Result<null, ChangeRefusal>>

const verbs: Record<ColleagueChange, Verb> = {
  role: (actor, staffId, form) => setRole(actor, staffId, roleOf(form) ?? notFound()),
  disable: disableColleague,
  enable: enableColleague,
  end_sign_ins: endColleagueSignIns,
  reset_factors: resetFactors,
}

/** One of the changes of a colleague, which acts on their next request. */
export const changeColleague = async (previous: SensitiveState, sent: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const actor = await requirePermission('team.manage')
  const form = requireForm(sent)
  const id = textUpTo(form, 'id', 60)
  const change = colleagueChanges.find((known) => known === form.get('change')) ?? notFound()
  const role = roleOf(form)
  const kept: Record<string, string> = role ? { role } : {}
  const proven = await provePresence(actor, form)
  if (!proven.ok) return again(previous, { kept, confirm: proven.error })
  const changed = await verbs[change](proven.value, id, form)
  if (changed.ok) redirect(withNotice(colleaguePath(id), change))
  switch (changed.error) {
    case 'unchanged':
      return redirect(withNotice(colleaguePath(id), 'unchanged'))
    case 'yourself':
      return again(previous, { problem: dictionary(defaultLocale)('admin.team.problem.yourself') })
    case 'not_admin':
    case 'unknown':
      return notFound()
  }
}
