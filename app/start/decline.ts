import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { defaultLocale } from '@/lib/i18n/locales'
import { callbackPath } from '@/lib/paths'
import { browserClass } from '@/lib/security/browser-class'
import { clientPrefix } from '@/lib/security/client-address'
import { takeRefusalFrom } from '@/lib/security/rate-limit'
import type { Binder } from '@/lib/sessions/binder'
import { currentBinder } from '@/lib/sessions/binding'
import { declineHere } from '@/lib/sessions/decline-here'
import { outlastJourney, usableBinder } from '@/lib/sessions/keep-binder'
import { readStartKey, type StartKey } from '@/lib/sessions/start-key'
import { requireForm, requireSameOrigin } from '../guards'

type Declining = { binder: Binder | null; startKey: StartKey | null }

/** The guard of a "No": whose browser it is, and whether the form is one of ours for it. */
export const declining = async (form: FormData): Promise<Declining> => {
  const binder = await currentBinder()
  const key = requireForm(form).get('start_key')
  const startKey = binder && typeof key === 'string' ? readStartKey(binder, key) : null
  await requireSameOrigin(startKey !== null)
  return { binder, startKey }
}

/** Keeps a "No". @returns where its page is, or the way back when it could not be kept */
export const decline = async (
  { binder, startKey }: Declining,
  { invitationId, back }: { invitationId: string | null; back: Route },
): Promise<Route> => {
  if (!binder || !startKey) return back
  const head = await headers()
  // The answer is kept as a courtesy to the business; a flood of them must not fill its database.
  const crowd = await takeRefusalFrom(clientPrefix(head))
  if (!crowd.ok) return back
  const handle = await declineHere({
    binder,
    startKey,
    invitationId,
    locale: defaultLocale,
    browserClass: browserClass(head.get('user-agent')),
  })
  if (handle === null) {
    // The link is another's by now and its page says so, or the cookie has ended: the page comes back with one that works.
    await usableBinder(binder)
    return back
  }
  await outlastJourney()
  return callbackPath(handle)
}
