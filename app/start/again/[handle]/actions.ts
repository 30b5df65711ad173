'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { triesOf } from '@/app/tries'
import { askNewLinkAgain } from '@/lib/invites/ask-new-link'
import { getAgain } from '@/lib/invites/start-again'
import type { StartState } from '@/lib/kyc/start-state'
import { linkAskedPath, startAgainPath, withNotice } from '@/lib/paths'
import { clientPrefix } from '@/lib/security/client-address'
import { takeLinkFrom } from '@/lib/security/rate-limit'
import { currentPerson } from '@/lib/sessions/binding'
import { templateInUse } from '@/lib/templates/template-version'
import { requireSameOrigin } from '../../../guards'
import { answerForm } from '../../answer-form'
import { begin } from '../../begin'
import { decline, declining } from '../../decline'
import { beginHandover } from '../../to-phone'

/** Bound to the page by the server; whoever calls with something else gets the page that says so. */
const handleOf = (bound: unknown): string => (typeof bound === 'string' ? bound : '')
const hereOf = (bound: unknown) => startAgainPath(handleOf(bound), true)

/** The start form of an invitation that is begun anew: with the same invitation and the template it was made for. */
export const startAgain = async (handle: string, previous: StartState, form: FormData): Promise<StartState> => {
  const again = await getAgain(handleOf(handle))
  const page = hereOf(handle)
  // What stands there by now says why nothing can be started.
  if (again.view !== 'start') redirect(page)
  const { templateId, invitationId } = again
  const begun = await begin(form, triesOf(previous), {
    templateNow: () => templateInUse(templateId),
    invitationId,
    page,
  })
  return answerForm(begun, form)
}

/** "No, I don't want to share", when it was begun anew. */
export const declineAgain = async (handle: string, form: FormData): Promise<void> => {
  const asked = await declining(form)
  const again = await getAgain(handleOf(handle))
  const back = hereOf(handle)
  redirect(again.view === 'start' ? await decline(asked, { invitationId: again.invitationId, back }) : back)
}

/** "Send me a new link", from the page of a session whose link has ended; answered as at the link itself. */
export const askAgain = async (handle: string): Promise<void> => {
  await requireSameOrigin()
  const person = await currentPerson()
  const crowd = await takeLinkFrom(clientPrefix(await headers()))
  if (!crowd.ok) redirect(withNotice(hereOf(handle), 'busy'))
  if (person) await askNewLinkAgain(person, handleOf(handle))
  redirect(linkAskedPath())
}

/** "Continue on your phone", when it was begun anew. */
export const toPhoneAgain = async (handle: string): Promise<void> => {
  await requireSameOrigin()
  const again = await getAgain(handleOf(handle))
  const here = hereOf(handle)
  redirect(again.view === 'start' && !again.stays ? await beginHandover(again.invitationId, here) : here)
}
