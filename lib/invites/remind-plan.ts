import 'server-only'

const hour = 3_600_000

/** After the first message (ux section 11). */
const remindAfterMs = [24 * hour, 72 * hour] as const

/** Two reminders are never closer than this, whichever of a file's moments they are counted from. */
const leastBetweenMs = 24 * hour

/** In its last two hours a link is not reminded of: the mail may come when it has ended. */
const quietEndMs = 2 * hour

/** With those by hand. */
export const mostMessages = 3

/**
 * What fell due longer than this before anybody began to look was missed, and is not caught up; a pause of looking that is
 * longer than this begins anew. What waits because we are busy is never missed.
 */
export const missedAfterMs = hour

export const isQuiet = (at: Date, expiresAt: Date): boolean => at.getTime() > expiresAt.getTime() - quietEndMs

const within = (at: Date, expiresAt: Date): Date | null => (isQuiet(at, expiresAt) ? null : at)

export const firstReminderAt = (sentAt: Date, expiresAt: Date): Date | null =>
  within(new Date(sentAt.getTime() + remindAfterMs[0]), expiresAt)

/**
 * The one after the last; null when there is none, or no room for it before the end.
 * @param sentAt when the first letter was queued: of a file, some time after its start, from which the first reminder counts
 * @param due when the last was due
 * @param at now; what has passed is not caught up
 */
export const nextReminderAt = (sentAt: Date, due: Date, at: Date, expiresAt: Date): Date | null => {
  const after = Math.max(due.getTime() + leastBetweenMs, at.getTime())
  const later = remindAfterMs.map((ms) => sentAt.getTime() + ms).find((time) => time > after)
  return later === undefined ? null : within(new Date(later), expiresAt)
}
