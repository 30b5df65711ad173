import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { typedReason } from '@/lib/kyc/typed-reason'
import { err, ok, type Result } from '@/lib/result'
import { cancelSession, type ReasonNeeded } from './cancel-session'

/** What became of the ticked sessions: how many ended now, and how many were no longer open, or never there. */
export type Cancelled = { cancelled: number; ended: number }

/**
 * Ends several sessions for one reason, each with its own audit row in its own transaction: one that somebody else closed meanwhile keeps
 * none of the others open, and the head of the trail is never held for all of them.
 */
export const cancelSessions = async (
  actor: Permitted<'sessions.act'>,
  ids: readonly string[],
  reason: string,
): Promise<Result<Cancelled, ReasonNeeded>> => {
  if (typedReason(reason) === null) return err({ code: 'reason_needed' })
  const wanted = [...new Set(ids)]
  let cancelled = 0
  for (const id of wanted) if ((await cancelSession(actor, id, reason)).ok) cancelled += 1
  return ok({ cancelled, ended: wanted.length - cancelled })
}
