'use server'

import { notFound, redirect } from 'next/navigation'
import { requireForm, requireSameOrigin } from '@/app/guards'
import { requirePermission } from '@/lib/auth/require-permission'
import { closeImport } from '@/lib/invites/close-import'
import { dropPaste } from '@/lib/invites/kept-paste'
import { startImport } from '@/lib/invites/start-import'
import { adminImportPath } from '@/lib/paths'
import { textOf } from '../form-text'

/** "Create 49,980 invitations": the work goes on in the background, whoever looks. */
export const createMany = async (sent: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage')
  const form = requireForm(sent)
  const id = textOf(form, 'id')
  const began = await startImport(actor, id, textOf(form, 'by_mail') === 'yes')
  // Rows of which nobody was invited are still to be mended, or sent with another template.
  if (began === 'started') await dropPaste(actor)
  redirect(adminImportPath(id))
}

/** The confirm page's button: closes what a file made, and what is left of it. */
export const closeMany = async (sent: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('invitations.manage')
  const id = textOf(requireForm(sent), 'id')
  const closed = await closeImport(actor, id)
  if (!closed.ok) notFound()
  redirect(adminImportPath(id))
}
