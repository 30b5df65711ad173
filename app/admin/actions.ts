'use server'

import { redirect } from 'next/navigation'
import { requireAdmin } from '@/lib/auth/require-admin'
import { requirePermission } from '@/lib/auth/require-permission'
import { plainText } from '@/lib/kyc/plain-text'
import { asReferenceStart } from '@/lib/kyc/reference'
import { adminSessionPath, adminSessionsPath, withNotice } from '@/lib/paths'
import { findSessions } from '@/lib/sessions/find-sessions'
import { passkeyQuestion } from '@/lib/staff/use-passkey'
import { requireForm, requireSameOrigin } from '../guards'

/**
 * The search of the header. Only a reference or its beginning ever reaches an address; a session_id goes straight to its
 * session or nowhere.
 */
export const find = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('sessions.read')
  const typed = requireForm(form).get('find')
  const term = typeof typed === 'string' ? plainText(typed.slice(0, 200)) : ''
  if (term === '') redirect(adminSessionsPath())
  const found = await findSessions(actor, term)
  const only = found.length === 1 ? found[0] : undefined
  if (only) redirect(adminSessionPath(only.id))
  const q = asReferenceStart(term)
  redirect(q ? adminSessionsPath({ q }) : withNotice(adminSessionsPath(), 'not_found'))
}

/** The question to a passkey of this colleague before something grave. */
export const askConfirmingPasskey = async (): Promise<string | null> => {
  await requireSameOrigin()
  const { staffId } = await requireAdmin()
  return passkeyQuestion('confirm', staffId)
}
