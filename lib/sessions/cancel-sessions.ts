import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { cancelSession } from './cancel-session'

/** What became of the ticked sessions: how many ended now, and how many were no longer open, or never there. */
export type Cancelled = { cancelled: number; ended: number }

/**
 * Ends several sessions, each with its own audit row in its own transaction: one that somebody else closed meanwhile keeps
 * none of the others open, and the head of the trail is never held for all of them.
 */
export const cancelSessions = async (actor: Permitted<'sessions.act'>, ids: readonly string[]): Promise<Cancelled> => {
  const wanted = [...new Set(ids)]
  let cancelled = 0
  for (const id of wanted) if ((await cancelSession(actor, id)).ok) cancelled += 1
  return { cancelled, ended: wanted.length - cancelled }
}
