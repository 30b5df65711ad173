'use server'

import { notFound, redirect } from 'next/navigation'
import { requireSameOrigin } from '@/app/guards'
import { changeText } from '@/components/admin/change-text'
import type { NoteState } from '@/components/admin/note-form'
import type { ReleaseState } from '@/components/admin/release-form'
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

/** The confirm page's button. */
export const cancelNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.act')
  const cancelled = await cancelSession(actor, idOf(form), seenStatus(form))
  if (cancelled.ok) back(form, 'cancelled')
  else if (cancelled.error.code === 'not_found') notFound()
  else back(form, cancelled.error.code)
}

/** Releases a held result with a reason; what was typed stays in sight when it says too little or comes too late. */
export const releaseNow = async (previous: ReleaseState, form: FormData): Promise<ReleaseState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.release')
  const id = idOf(form)
  const reason = fieldOf(form, 'reason')
  const tries = (Number.isSafeInteger(previous?.tries) ? previous.tries : 0) + 1
  const again = (part: Partial<ReleaseState>) => ({
    reason,
    error: null,
    conflict: null,
    confirm: null,
    ...part,
    tries,
  })
  const proven = await provePresence(actor, form)
  if (!proven.ok) return again({ confirm: proven.error })
  const released = await releaseHeld(proven.value, id, reason)
  if (released.ok) return back(form, 'released')
  const t = dictionary(defaultLocale)
  switch (released.error.code) {
    case 'not_found':
      return notFound()
    case 'not_held': {
      const change = await lastChange(actor, id)
      return change ? again({ conflict: changeText(change, t, defaultLocale) }) : back(form, 'not_held')
    }
    case 'reason_needed':
      return again({ error: t('admin.session.release.reasonNeeded') })
  }
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
