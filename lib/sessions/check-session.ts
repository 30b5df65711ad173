import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { withTransaction } from '@/lib/db/transaction'
import { isReadable } from '@/lib/kyc/session-status'
import { err, ok, type Result } from '@/lib/result'
import { getSessionById } from './get-session-by-id'
import { refreshSession } from './refresh-session'

/**
 * What a colleague learns by asking: a result, that the provider knows of none, a report that waits for the person's return, nothing new, or silence. `busy`:
 * nobody was asked, because the calls of this minute are used up or somebody else is asking at this moment.
 */
export type Checked = 'moved' | 'lost' | 'reported' | 'same' | 'silent' | 'busy'

/** A colleague asks the provider once; that they asked is recorded whatever comes of it. */
export const checkSession = async (
  actor: Permitted<'sessions.act'>,
  id: string,
): Promise<Result<Checked, { code: 'not_found' | 'already_final' }>> => {
  const before = await getSessionById(id)
  if (!before) return err({ code: 'not_found' })
  if (!isReadable(before.status)) return err({ code: 'already_final' })
  await withTransaction((tx) => emitAudit(tx, actor, { action: 'session.checked', object_id: id }))
  const after = await refreshSession(actor, id, 'person')
  if (!after) return err({ code: 'not_found' })
  if (after.status !== before.status) return ok(after.status === 'lost' ? 'lost' : 'moved')
  if (after.consent_seen_at !== null) return ok('reported')
  if (after.reads > before.reads) return ok('same')
  return ok(after.unread_since === null ? 'busy' : 'silent')
}
