'use server'

import { redirect } from 'next/navigation'
import type { StartState } from '@/lib/kyc/start-state'
import { startPath } from '@/lib/paths'
import { currentPerson } from '@/lib/sessions/binding'
import { continueSession as continueVerb } from '@/lib/sessions/continue-session'
import { outlastJourney } from '@/lib/sessions/keep-binder'
import { requireForm, requireSameOrigin } from '../guards'
import { begin, publicStart } from './begin'
import { decline, declining } from './decline'
import { leaveTo } from './leave'
import { showTodaysWords } from './words-of-today'

/** The start form was sent: 303 to authorization_url, or the form again with what was typed. */
export const startSession = async (previous: StartState, form: FormData): Promise<StartState> => {
  const tries = Number.isSafeInteger(previous?.tries) ? previous.tries : 0
  const begun = await begin(form, tries, publicStart)
  if (begun.ok) return leaveTo(begun.location)
  showTodaysWords(begun.state, form)
  return begun.state
}

/** "No, I don't want to share". */
export const declineHere = async (form: FormData): Promise<void> => {
  const asked = await declining(form)
  redirect(await decline(asked, { invitationId: null, back: startPath() }))
}

/** "Continue there": back to an attempt that is still open at DigiLocker. */
export const continueSession = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const person = await currentPerson()
  const handle = requireForm(form).get('handle')
  const url = person && typeof handle === 'string' ? await continueVerb(person, handle) : null
  if (url) await outlastJourney()
  return leaveTo(url ?? startPath())
}
