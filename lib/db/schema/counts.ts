import { bigint, boolean, date, integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import type { SessionStatus } from '../../kyc/session-status.ts'

/*
 * Counts of kyc_sessions by the Indian day they were started on and by what has become of them, and the same of invitations,
 * for pages that must not read ten million rows. Triggers write a change in the transaction that moves a row; a job folds
 * changes into the counts. The truth at any moment is counts plus changes, so a reader sums both
 * (docs/decisions/0013-counts-beside-the-rows.md).
 */

/** How many sessions stand in one cell: the day they started, their status, whether they were sent and came back. */
export const sessionCounts = pgTable(
  'session_counts',
  {
    day: date('day', { mode: 'string' }).notNull(),
    status: text('status').$type<SessionStatus>().notNull(),
    sent: boolean('sent').notNull(),
    returned: boolean('returned').notNull(),
    sessions: bigint('sessions', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.status, table.sent, table.returned] })],
)

/** How long people were at the provider before their browser came back, as a histogram; `lib/kyc/stay.ts` has its buckets. */
export const stayCounts = pgTable(
  'stay_counts',
  {
    day: date('day', { mode: 'string' }).notNull(),
    bucket: smallint('bucket').notNull(),
    sessions: bigint('sessions', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.bucket] })],
)

/** Sessions that entered (+) or left (-) a cell and are not folded yet. Rows are only added and folded, never updated. */
export const sessionCountChanges = pgTable('session_count_changes', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  day: date('day', { mode: 'string' }).notNull(),
  /** null in a change that is about the histogram alone. */
  status: text('status').$type<SessionStatus>(),
  sent: boolean('sent'),
  returned: boolean('returned'),
  /** null while the person has not come back. */
  bucket: smallint('bucket'),
  change: integer('change').notNull(),
})

/** How many invitations were made on a day, and whether anybody has pressed Continue on them since. */
export const invitationCounts = pgTable(
  'invitation_counts',
  {
    day: date('day', { mode: 'string' }).notNull(),
    opened: boolean('opened').notNull(),
    invitations: bigint('invitations', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.opened] })],
)

/** Invitations that entered (+) or left (-) a cell and are not folded yet: one row for all that a statement makes or erases. */
export const invitationCountChanges = pgTable('invitation_count_changes', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  day: date('day', { mode: 'string' }).notNull(),
  opened: boolean('opened').notNull(),
  change: integer('change').notNull(),
})
