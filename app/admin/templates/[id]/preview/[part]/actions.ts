'use server'

import { redirect } from 'next/navigation'
import { requireForm, requireSameOrigin } from '@/app/guards'
import { requirePermission } from '@/lib/auth/require-permission'
import type { StartState } from '@/lib/kyc/start-state'
import { previewPagePath } from '@/lib/paths'
import { readPreviewKey } from '../preview-key'

/** A button of a previewed page: the same page again, saying that it was a preview. */
export const pressNothing = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  await requirePermission('settings.manage')
  const { id, choice } = readPreviewKey(requireForm(form).get('start_key'))
  redirect(previewPagePath(id, choice.part, { version: choice.version, theme: choice.theme, pressed: '1' }))
}

export const startNothing = async (previous: StartState, form: FormData): Promise<StartState> => {
  await requireSameOrigin()
  await requirePermission('settings.manage')
  await pressNothing(form)
  return previous
}
