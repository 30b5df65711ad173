'use server'

import { redirect } from 'next/navigation'
import { triesOf } from '@/app/tries'
import type { StartState } from '@/lib/kyc/start-state'
import { startAgainPath, startPath } from '@/lib/paths'
import { currentPerson } from '@/lib/sessions/binding'
import { continueSession as continueVerb } from '@/lib/sessions/continue-session'
import { getOwnSession } from '@/lib/sessions/get-session'
import { outlastJourney } from '@/lib/sessions/keep-binder'
import { requireForm, requireSameOrigin } from '../guards'
import { answerForm } from './answer-form'
import { begin, publicStart } from './begin'
import { decline, declining } from './decline'
import { leaveTo } from './leave'
import { beginHandover } from './to-phone'

/** The start form of the public page was sent. */
export const startSession = async (previous: StartState, form: FormData): Promise<StartState> => {
  const begun = await begin(form, triesOf(previous), publicStart)
  return answerForm(begun, form)
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
  if (!person || typeof handle !== 'string') return leaveTo(startPath())
  const url = await continueVerb(person, handle)
  if (url) await outlastJourney()
  const session = await getOwnSession(person, handle)
  return leaveTo(url ?? startAgainPath(handle, session !== null && session.invitation_id !== null))
}

/** "Continue on your phone", from the public page. */
export const toPhone = async (): Promise<void> => {
  await requireSameOrigin()
  redirect(await beginHandover(null, startPath()))
}
