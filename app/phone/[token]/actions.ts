'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { takeHandover } from '@/lib/handover/take-handover'
import { phonePath, withNotice } from '@/lib/paths'
import { clientPrefix } from '@/lib/security/client-address'
import { takeHandoverFrom } from '@/lib/security/rate-limit'
import { currentBinder } from '@/lib/sessions/binding'
import { usableBinder } from '@/lib/sessions/keep-binder'
import { requireSameOrigin } from '../../guards'

/** "Continue on this phone": takes the code up, once; the start page then shows what is asked. */
export const continueOnPhone = async (bound: string): Promise<void> => {
  await requireSameOrigin()
  const token = typeof bound === 'string' ? bound : ''
  const here = phonePath(token)
  const crowd = await takeHandoverFrom(clientPrefix(await headers()))
  if (!crowd.ok) redirect(withNotice(here, 'busy'))
  const binder = await currentBinder()
  if (!binder) redirect(withNotice(here, 'cookies_off'))
  redirect((await takeHandover(await usableBinder(binder), token)) ?? here)
}
