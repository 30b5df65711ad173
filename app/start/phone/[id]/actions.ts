'use server'

import { notFound, redirect } from 'next/navigation'
import { getHandover } from '@/lib/handover/get-handover'
import { handoverPath } from '@/lib/paths'
import { requireForm, requireSameOrigin } from '../../../guards'
import { beginHandover } from '../../to-phone'

/** "Show a new code": the old one ends. */
export const renewHandover = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const id = requireForm(form).get('id')
  const handover = typeof id === 'string' ? await getHandover(id) : null
  if (!handover) notFound()
  redirect(await beginHandover(handover.invitationId, handoverPath(handover.id)))
}
