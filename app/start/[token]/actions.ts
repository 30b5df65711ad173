'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { triesOf } from '@/app/tries'
import { askNewLink } from '@/lib/invites/ask-new-link'
import { bindInvitation } from '@/lib/invites/bind-invitation'
import { getInvited, type Invited } from '@/lib/invites/get-invited'
import type { StartState } from '@/lib/kyc/start-state'
import { invitedPath, linkAskedPath, withNotice } from '@/lib/paths'
import { clientPrefix } from '@/lib/security/client-address'
import { takeLinkFrom } from '@/lib/security/rate-limit'
import { currentBinder } from '@/lib/sessions/binding'
import { usableBinder } from '@/lib/sessions/keep-binder'
import { templateInUse } from '@/lib/templates/template-version'
import { requireForm, requireSameOrigin } from '../../guards'
import { answerForm } from '../answer-form'
import { begin } from '../begin'
import { decline, declining } from '../decline'
import { beginHandover } from '../to-phone'

/** What can be started from a link now; a No may be taken back until it ends. */
const startOf = (invited: Invited) => {
  if (invited.view === 'refused') return invited.start
  return invited.view === 'start' ? invited : null
}

/** Bound to the page by the server; whoever calls with something else gets the page that says so. */
const tokenOf = (bound: unknown): string => (typeof bound === 'string' ? bound : '')

/** "Continue": ties the invitation to this browser; the same page then shows what is asked. */
export const continueHere = async (token: string, form: FormData): Promise<void> => {
  await requireSameOrigin()
  const here = invitedPath(tokenOf(token))
  const takeOver = requireForm(form).get('take_over') === 'yes'
  const crowd = await takeLinkFrom(clientPrefix(await headers()))
  if (!crowd.ok) redirect(withNotice(here, 'busy'))
  const binder = await currentBinder()
  const bound = await bindInvitation(binder && (await usableBinder(binder)), tokenOf(token), takeOver)
  redirect(bound === 'cookies' ? withNotice(here, 'cookies_off') : here)
}

/** The start form of an invitation: as on the public page, with the template it was made for. */
export const startInvited = async (token: string, previous: StartState, form: FormData): Promise<StartState> => {
  const invited = await getInvited(tokenOf(token))
  const start = startOf(invited)
  const page = invitedPath(tokenOf(token))
  // What the link shows by now says why nothing can be started from it.
  if (!start) redirect(page)
  const { templateId, invitationId } = start
  const begun = await begin(form, triesOf(previous), {
    templateNow: () => templateInUse(templateId),
    invitationId,
    page,
  })
  return answerForm(begun, form)
}

/** "No, I don't want to share", to an invitation. */
export const declineInvited = async (token: string, form: FormData): Promise<void> => {
  const asked = await declining(form)
  const here = invitedPath(tokenOf(token))
  const start = startOf(await getInvited(tokenOf(token)))
  redirect(start ? await decline(asked, { invitationId: start.invitationId, back: here }) : here)
}

/** "Send me a new link": the answer is the same whether or not there is anywhere to send it. */
export const askAgain = async (token: string): Promise<void> => {
  await requireSameOrigin()
  const crowd = await takeLinkFrom(clientPrefix(await headers()))
  if (!crowd.ok) redirect(withNotice(invitedPath(tokenOf(token)), 'busy'))
  await askNewLink(tokenOf(token))
  redirect(linkAskedPath())
}

/** "Continue on your phone", with an invitation that is open in this browser. */
export const toPhoneInvited = async (token: string): Promise<void> => {
  await requireSameOrigin()
  const here = invitedPath(tokenOf(token))
  const start = startOf(await getInvited(tokenOf(token)))
  redirect(start ? await beginHandover(start.invitationId, here) : here)
}
