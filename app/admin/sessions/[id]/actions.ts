'use server'

import { notFound, redirect } from 'next/navigation'
import { requireSameOrigin } from '@/app/guards'
import { triesOf } from '@/app/tries'
import { changeText } from '@/components/admin/change-text'
import type { NoteState } from '@/components/admin/note-form'
import type { ReasonState } from '@/components/admin/reason-form'
import type { AdminActor } from '@/lib/audit/actor'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminSessionPath, withNotice } from '@/lib/paths'
import { addNote } from '@/lib/sessions/add-note'
import { cancelSession } from '@/lib/sessions/cancel-session'
import { checkSession } from '@/lib/sessions/check-session'
import { lastChange } from '@/lib/sessions/last-change'
import { releaseHeld } from '@/lib/sessions/release-held'
import { provePresence } from '../../presence'
import { fieldOf, filterFrom, idOf, seenStatus } from './form-fields'

const back = (form: FormData, said: string): never =>
  redirect(withNotice(adminSessionPath(idOf(form), filterFrom(form)), said))

/** "Check now": asks the provider once. */
export const checkNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.act')
  const checked = await checkSession(actor, idOf(form))
  if (checked.ok) back(form, checked.value)
  else if (checked.error.code === 'not_found') notFound()
  else back(form, checked.error.code)
}

/** A form of a decision as it comes back: what was typed stays in sight, with what stands in its way. */
const againWith =
  (previous: ReasonState, reason: string) =>
  (part: Partial<ReasonState>): ReasonState => ({
    reason,
    error: null,
    conflict: null,
    confirm: null,
    ...part,
    tries: triesOf(previous) + 1,
  })

/** Who was first, in words; null where nobody was. */
const whoWasFirst = async (actor: AdminActor, id: string): Promise<string | null> => {
  const change = await lastChange(actor, id)
  return change && changeText(change, dictionary(defaultLocale), defaultLocale)
}

/** Cancels a session with a reason; what was typed stays in sight when it says too little or comes too late. */
export const cancelNow = async (previous: ReasonState, form: FormData): Promise<ReasonState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.act')
  const id = idOf(form)
  const reason = fieldOf(form, 'reason')
  const again = againWith(previous, reason)
  const cancelled = await cancelSession(actor, id, reason, seenStatus(form))
  if (cancelled.ok) return back(form, 'cancelled')
  const { code } = cancelled.error
  if (code === 'not_found') return notFound()
  if (code === 'reason_needed') return again({ error: dictionary(defaultLocale)('admin.session.reasonNeeded') })
  const conflict = await whoWasFirst(actor, id)
  return conflict === null ? back(form, code) : again({ conflict })
}

/** Releases a held result with a reason; what was typed stays in sight when it says too little or comes too late. */
export const releaseNow = async (previous: ReasonState, form: FormData): Promise<ReasonState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.release')
  const id = idOf(form)
  const reason = fieldOf(form, 'reason')
  const again = againWith(previous, reason)
  const proven = await provePresence(actor, form)
  if (!proven.ok) return again({ confirm: proven.error })
  const released = await releaseHeld(proven.value, id, reason)
  if (released.ok) return back(form, 'released')
  const { code } = released.error
  if (code === 'not_found') return notFound()
  if (code === 'reason_needed') return again({ error: dictionary(defaultLocale)('admin.session.reasonNeeded') })
  const conflict = await whoWasFirst(actor, id)
  return conflict === null ? back(form, code) : again({ conflict })
}

/** Adds a note; one that cannot be kept comes back to be mended. */
export const noteNow = async (_previous: NoteState, form: FormData): Promise<NoteState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.act')
  const text = fieldOf(form, 'note')
  const added = await addNote(actor, idOf(form), text, fieldOf(form, 'form_key'))
  if (added.ok) return back(form, 'noted')
  const t = dictionary(defaultLocale)
  switch (added.error.code) {
    case 'not_found':
      return notFound()
    case 'empty':
      return { text, error: t('admin.session.notes.empty') }
    case 'too_long':
      return { text, error: t('admin.session.notes.tooLong') }
  }
}
