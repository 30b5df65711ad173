import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import type { SessionStatus } from '@/lib/kyc/session-status'
import { listTimeline, type TimelineEntry } from './admin-timeline'

/** Who moved a session last, when, and where to. */
export type Change = Pick<TimelineEntry, 'at' | 'actor' | 'name'> & { to: SessionStatus }

/** The last move in a time line that was read already. */
export const lastMoveOf = (timeline: readonly TimelineEntry[]): Change | null => {
  const entry = timeline.findLast(({ to }) => to !== null)
  return entry && entry.to !== null ? { at: entry.at, actor: entry.actor, name: entry.name, to: entry.to } : null
}

/** What a colleague has to be told whose button came too late. */
export const lastChange = async (_actor: AdminActor, id: string): Promise<Change | null> =>
  lastMoveOf(await listTimeline(id))
