import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { getOwnSession } from './get-session'
import { authorizationUrlOf } from './session-secrets'

/** The address of an attempt that can still be finished; the same session_id, no second start. Null when it has ended. */
export const continueSession = async (actor: PersonActor, handle: string): Promise<string | null> => {
  const row = await getOwnSession(actor, handle)
  if (row?.status !== 'at_provider' || row.consent_expiry <= now()) return null
  const url = authorizationUrlOf(row)
  if (url !== null) await withTransaction((tx) => emitAudit(tx, actor, { action: 'session.reused', object_id: row.id }))
  return url
}
