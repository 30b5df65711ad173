import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { SessionStatus } from '../../kyc/session-status.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const count = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0)

/**
 * How long things are kept, in days: one row, absent until an administrator chose. The law asks for a year (L-10), so the
 * structure takes no less.
 */
export const retention = pgTable(
  'retention',
  {
    id: boolean('id').primaryKey().default(true),
    session_days: integer('session_days').notNull(),
    audit_days: integer('audit_days').notNull(),
    updated_at: at('updated_at').notNull(),
  },
  (table) => [
    check('retention_session_days', sql`${table.session_days} between 365 and 36500`),
    check('retention_audit_days', sql`${table.audit_days} between 365 and 36500`),
  ],
)

/**
 * One run of the erasure (docs/decisions/0024). Its bounds are fixed when it begins; every batch locks this row, erases and
 * adds to its counts in one transaction, so that whoever goes on after a crash, and whoever works at the same time, neither
 * forgets nor repeats. The structure allows one run that is under way.
 */
export const erasures = pgTable(
  'erasures',
  {
    id: text('id').primaryKey(),
    /** `nightly` erases all that is past its time, `hourly` only starts that never left. */
    kind: text('kind').$type<'nightly' | 'hourly'>().notNull(),
    session_days: integer('session_days').notNull(),
    session_before: at('session_before').notNull(),
    unstarted_before: at('unstarted_before').notNull(),
    audit_before: at('audit_before').notNull(),
    started_at: at('started_at').notNull(),
    finished_at: at('finished_at'),
    sessions: count('sessions'),
    consents: count('consents'),
    notes: count('notes'),
    unstarted: count('unstarted'),
    invitations: count('invitations'),
    messages: count('messages'),
    calls: count('calls'),
    exports: count('exports'),
  },
  (table) => [
    uniqueIndex('erasures_under_way').on(sql`(true)`).where(sql`${table.finished_at} is null`),
    uniqueIndex('erasures_started').on(table.kind, table.started_at),
  ],
)
export type ErasureRow = typeof erasures.$inferSelect

/**
 * Starts that never left for DigiLocker and were erased after a day, by the Indian day they were made on: figures without
 * rows behind them, so that the overview of a day does not change when they go. They end with the period of sessions.
 */
export const unstartedCounts = pgTable(
  'unstarted_counts',
  {
    day: date('day', { mode: 'string' }).notNull(),
    status: text('status').$type<SessionStatus>().notNull(),
    sessions: bigint('sessions', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.status] })],
)
