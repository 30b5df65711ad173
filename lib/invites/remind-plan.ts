import 'server-only'

const hour = 3_600_000

/** After the first message (ux section 11). */
const remindAfterMs = [24 * hour, 72 * hour] as const

/** In its last two hours a link is not reminded of: the mail may come when it has ended. */
const quietEndMs = 2 * hour

/** With those by hand. */
export const mostMessages = 3

/** A reminder whose time passed longer ago than this was missed, and is not caught up. */
export const missedAfterMs = hour

const within = (at: Date, expiresAt: Date): Date | null => (at.getTime() > expiresAt.getTime() - quietEndMs ? null : at)

export const firstReminderAt = (sentAt: Date, expiresAt: Date): Date | null =>
  within(new Date(sentAt.getTime() + remindAfterMs[0]), expiresAt)

/** The one after the first; null when there is none, or no room for it before the end. @param due when the last was due */
export const nextReminderAt = (sentAt: Date, due: Date, expiresAt: Date): Date | null => {
  const later = remindAfterMs.map((after) => sentAt.getTime() + after).find((time) => time > due.getTime())
  return later === undefined ? null : within(new Date(later), expiresAt)
}
