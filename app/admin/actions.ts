'use server'

import { redirect } from 'next/navigation'
import { permit } from '@/lib/auth/permissions'
import { requireAdmin } from '@/lib/auth/require-admin'
import { requirePermission } from '@/lib/auth/require-permission'
import { invitedByReference } from '@/lib/invites/invited-by-reference'
import { findInvited } from '@/lib/invites/list-invitations'
import { plainText } from '@/lib/kyc/plain-text'
import { asReferenceStart } from '@/lib/kyc/reference'
import { filterOf } from '@/lib/kyc/session-filter'
import { adminInvitationPath, adminInvitationsPath, adminSessionPath, adminSessionsPath, withNotice } from '@/lib/paths'
import { countSessions } from '@/lib/sessions/count-sessions'
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
  const inviter = permit(actor, 'invitations.manage')
  const person = inviter && (await findInvited(inviter, term))
  if (person) redirect(adminInvitationPath(person))
  const { ids, started } = await invitedByReference(actor, term)
  const [newest] = ids
  if (newest && inviter) redirect(ids.length === 1 ? adminInvitationPath(newest) : adminInvitationsPath({ find: term }))
  if (started) redirect(adminSessionsPath({ invited: term }))
  // A name can look like the beginning of a reference of ours; only one that is such a beginning stands in an address.
  const q = asReferenceStart(term)
  if (q && (await countSessions(actor, filterOf({ q }))).count > 0) redirect(adminSessionsPath({ q }))
  redirect(withNotice(adminSessionsPath(), inviter ? 'not_found' : 'session_not_found'))
}

/** The question to a passkey of this colleague before something grave. */
export const askConfirmingPasskey = async (): Promise<string | null> => {
  await requireSameOrigin()
  const { staffId } = await requireAdmin()
  return passkeyQuestion('confirm', staffId)
}
