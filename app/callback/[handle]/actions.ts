'use server'

import { notFound, redirect } from 'next/navigation'
import { callbackPath } from '@/lib/paths'
import { currentPerson } from '@/lib/sessions/binding'
import { cancelSession as cancelVerb } from '@/lib/sessions/cancel-session'
import { getOwnSession } from '@/lib/sessions/get-session'
import { outlastJourney } from '@/lib/sessions/keep-binder'
import { withdrawConsent as withdrawVerb } from '@/lib/sessions/withdraw-consent'
import { requireForm, requireSameOrigin } from '../../guards'

const ownSession = async (sent: FormData) => {
  const form = requireForm(sent)
  const actor = await currentPerson()
  const handle = form.get('handle')
  const row = actor && typeof handle === 'string' ? await getOwnSession(actor, handle) : null
  return actor && row ? { actor, row } : notFound()
}

/** "Cancel" while DigiLocker is still open. A session that ended meanwhile shows its end. */
export const cancelSession = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const { actor, row } = await ownSession(form)
  await cancelVerb(actor, row.id)
  redirect(callbackPath(row.handle))
}

/** "Withdraw my permission", confirmed. */
export const withdrawConsent = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const { actor, row } = await ownSession(form)
  await withdrawVerb(actor, row.id)
  // A withdrawal is an end of its own, and its page stays open as long.
  await outlastJourney()
  redirect(callbackPath(row.handle))
}
