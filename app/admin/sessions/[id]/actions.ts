'use server'

import { notFound, redirect } from 'next/navigation'
import { requireSameOrigin } from '@/app/guards'
import type { ReleaseState } from '@/components/admin/release-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminSessionPath, withNotice } from '@/lib/paths'
import { cancelSession } from '@/lib/sessions/cancel-session'
import { checkSession } from '@/lib/sessions/check-session'
import { releaseHeld } from '@/lib/sessions/release-held'

const idOf = (form: FormData): string => {
  const id = form.get('id')
  return typeof id === 'string' && /^kyc_[A-Za-z0-9_-]{22}$/.test(id) ? id : notFound()
}

const back = (id: string, said: string): never => redirect(withNotice(adminSessionPath(id), said))

/** "Check now": asks the provider once. */
export const checkNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.act')
  const id = idOf(form)
  const checked = await checkSession(actor, id)
  if (checked.ok) back(id, checked.value)
  else if (checked.error.code === 'not_found') notFound()
  else back(id, checked.error.code)
}

/** The confirm page's button. */
export const cancelNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.act')
  const id = idOf(form)
  const cancelled = await cancelSession(actor, id)
  if (cancelled.ok) back(id, 'cancelled')
  else if (cancelled.error.code === 'not_found') notFound()
  else back(id, cancelled.error.code)
}

/** Releases a held result with a reason; a reason that says too little comes back to be completed. */
export const releaseNow = async (_previous: ReleaseState, form: FormData): Promise<ReleaseState> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.release')
  const id = idOf(form)
  const typed = form.get('reason')
  const reason = typeof typed === 'string' ? typed.slice(0, 2_000) : ''
  const released = await releaseHeld(actor, id, reason)
  if (released.ok) return back(id, 'released')
  switch (released.error.code) {
    case 'not_found':
      return notFound()
    case 'not_held':
      return back(id, 'not_held')
    case 'reason_needed':
      return { reason, error: dictionary(defaultLocale)('admin.session.release.reasonNeeded') }
  }
}
