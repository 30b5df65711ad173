'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { defaultLocale } from '@/lib/i18n/locales'
import type { StartState } from '@/lib/kyc/start-state'
import { callbackPath, startPath } from '@/lib/paths'
import { browserClass } from '@/lib/security/browser-class'
import { clientPrefix } from '@/lib/security/client-address'
import { takeRefusalFrom } from '@/lib/security/rate-limit'
import { currentBinder, currentPerson } from '@/lib/sessions/binding'
import { continueSession as continueVerb } from '@/lib/sessions/continue-session'
import { declineHere as declineVerb } from '@/lib/sessions/decline-here'
import { readStartKey } from '@/lib/sessions/start-key'
import { requireForm, requireSameOrigin } from '../guards'
import { begin, publicStart } from './begin'
import { leaveTo } from './leave'

/** The start form was sent: 303 to authorization_url, or the form again with what was typed. */
export const startSession = async (previous: StartState, form: FormData): Promise<StartState> => {
  const tries = Number.isSafeInteger(previous?.tries) ? previous.tries : 0
  const begun = await begin(form, tries, publicStart)
  if (begun.ok) return leaveTo(begun.location)
  // The words around the form are the server's: with scripts too they have to be today's.
  if (begun.state.problem?.code === 'page_changed') refresh()
  return begun.state
}

/** "No, I don't want to share". */
export const declineHere = async (form: FormData): Promise<void> => {
  const binder = await currentBinder()
  const key = requireForm(form).get('start_key')
  const startKey = binder && typeof key === 'string' ? readStartKey(binder, key) : null
  await requireSameOrigin(startKey !== null)
  if (!binder || !startKey) redirect(startPath())
  const head = await headers()
  // The answer is kept as a courtesy to the business; a flood of them must not fill its database.
  const crowd = await takeRefusalFrom(clientPrefix(head))
  if (!crowd.ok) redirect(startPath())
  const handle = await declineVerb({
    binder,
    startKey,
    invitationId: null,
    locale: defaultLocale,
    browserClass: browserClass(head.get('user-agent')),
  })
  redirect(handle ? callbackPath(handle) : startPath())
}

/** "Continue there": back to an attempt that is still open at DigiLocker. */
export const continueSession = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const person = await currentPerson()
  const handle = requireForm(form).get('handle')
  const url = person && typeof handle === 'string' ? await continueVerb(person, handle) : null
  return leaveTo(url ?? startPath())
}
