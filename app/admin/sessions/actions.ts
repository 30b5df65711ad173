'use server'

import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { requireSameOrigin } from '@/app/guards'
import { triesOf } from '@/app/tries'
import type { ReasonState } from '@/components/admin/reason-form'
import type { SaveViewState } from '@/components/admin/save-view-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { readFilter } from '@/lib/kyc/read-filter'
import { adminSessionsPath, withNotice } from '@/lib/paths'
import { cancelSessions } from '@/lib/sessions/cancel-sessions'
import { readTicked } from '@/lib/sessions/ticked'
import { deleteView } from '@/lib/views/delete-view'
import { saveView } from '@/lib/views/save-view'
import { listAddress } from './list-address'

const text = (form: FormData, name: string): string => textUpTo(form, name, 2_000)

/** Keeps the filter on the page under a name. */
export const keepView = async (_previous: SaveViewState, form: FormData): Promise<SaveViewState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.read')
  const name = text(form, 'view_name')
  const { filter } = readFilter(Object.fromEntries(new URLSearchParams(text(form, 'query'))))
  const saved = await saveView(actor, name, filter)
  if (saved.ok) redirect(withNotice(adminSessionsPath(filter), 'view_saved'))
  return { name, error: dictionary(defaultLocale)(`admin.sessions.viewProblem.${saved.error.code}`) }
}

export const forgetView = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.read')
  await deleteView(actor, text(form, 'id'))
  redirect(withNotice(adminSessionsPath(), 'view_forgotten'))
}

/** Cancels what was ticked for one reason; what was typed comes back when it says too little. */
export const cancelTicked = async (previous: ReasonState, form: FormData): Promise<ReasonState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.act')
  const reason = text(form, 'reason')
  const outcome = await cancelSessions(actor, readTicked(form.getAll('id')), reason)
  if (outcome.ok) redirect(withNotice(listAddress(form.get('list')), 'cancelled_many', outcome.value))
  return {
    reason,
    error: dictionary(defaultLocale)('admin.session.reasonNeeded'),
    conflict: null,
    confirm: null,
    tries: triesOf(previous) + 1,
  }
}
