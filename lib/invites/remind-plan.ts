import 'server-only'

const hour = 3_600_000

/** After the first message (ux section 11). */
const remindAfterMs = [24 * hour, 72 * hour] as const

/** Two reminders are never closer than this, however late the first of them was. */
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

type Last = {
  /** When the first letter was queued: of a file, some time after its start, from which the first reminder counts. */
  readonly sentAt: Date
  readonly due: Date
  /** Whether it goes out at `at`; one that is passed over keeps no other away. */
  readonly went: boolean
  /** Now: what has passed is not caught up. */
  readonly at: Date
  readonly expiresAt: Date
}

/** The one after the last; null when there is none, or no room for it: after the last, or before the end. */
export const nextReminderAt = ({ sentAt, due, went, at, expiresAt }: Last): Date | null => {
  const afterDue = due.getTime() + leastBetweenMs
  const earliest = Math.max(afterDue, went ? at.getTime() + leastBetweenMs : at.getTime())
  const later = remindAfterMs.map((ms) => sentAt.getTime() + ms).find((time) => time >= earliest)
  return later === undefined ? null : within(new Date(later), expiresAt)
}
