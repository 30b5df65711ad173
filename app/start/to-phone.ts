import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { openHandover } from '@/lib/handover/open-handover'
import { handoverPath, withNotice } from '@/lib/paths'
import { browserClass } from '@/lib/security/browser-class'
import { clientPrefix } from '@/lib/security/client-address'
import { takeHandoverFrom } from '@/lib/security/rate-limit'
import { currentBinder } from '@/lib/sessions/binding'
import { usableBinder } from '@/lib/sessions/keep-binder'

/** Begins a hand-over for this browser. @returns the page with its code, or `back`, which then says why there is none */
export const beginHandover = async (invitationId: string | null, back: Route): Promise<Route> => {
  const head = await headers()
  const crowd = await takeHandoverFrom(clientPrefix(head))
  if (!crowd.ok) return withNotice(back, 'busy')
  const binder = await currentBinder()
  if (!binder) return withNotice(back, 'cookies_off')
  const usable = await usableBinder(binder)
  const id = await openHandover({ binder: usable, invitationId, browserClass: browserClass(head.get('user-agent')) })
  return id === null ? back : handoverPath(id)
}
