'use server'

import { redirect } from 'next/navigation'
import { permit } from '@/lib/auth/permissions'
import { requireAdmin } from '@/lib/auth/require-admin'
import { requirePermission } from '@/lib/auth/require-permission'
import { invitedByReference } from '@/lib/invites/invited-by-reference'
import { findInvited } from '@/lib/invites/list-invitations'
import { plainText } from '@/lib/kyc/plain-text'
import { asReferenceStart } from '@/lib/kyc/reference'
import { adminInvitationPath, adminInvitationsPath, adminSessionPath, adminSessionsPath, withNotice } from '@/lib/paths'
import { findSessions } from '@/lib/sessions/find-sessions'
import { passkeyQuestion } from '@/lib/staff/use-passkey'
import { requireForm, requireSameOrigin } from '../guards'

/**
 * The search of the header. Only a reference ever reaches an address, ours or its beginning, or one the organisation gave an
 * invitation; a session_id, an e-mail address or a number leads straight to what it names, or nowhere.
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
  if (q) redirect(adminSessionsPath({ q }))
  const inviter = permit(actor, 'invitations.manage')
  const person = inviter && (await findInvited(inviter, term))
  if (person) redirect(adminInvitationPath(person))
  const invited = await invitedByReference(actor, term)
  const [newest] = invited
  if (newest && inviter)
    redirect(invited.length === 1 ? adminInvitationPath(newest.id) : adminInvitationsPath({ find: term }))
  if (invited.some(({ started }) => started)) redirect(adminSessionsPath({ invited: term }))
  redirect(withNotice(adminSessionsPath(), 'not_found'))
}

/** The question to a passkey of this colleague before something grave. */
export const askConfirmingPasskey = async (): Promise<string | null> => {
  await requireSameOrigin()
  const { staffId } = await requireAdmin()
  return passkeyQuestion('confirm', staffId)
}
