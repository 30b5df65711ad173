import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'

/**
 * Who did what to which object. `body` is the canonical JSON of the event; `hash` = SHA-256(prev_hash || seq || body),
 * computed by the database function `audit_append` while it holds the head row, so the chain cannot fork (G-01, G-03).
 * The other columns repeat parts of `body` for search and are never believed when the chain is verified.
 * A trigger refuses UPDATE and DELETE (G-02).
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    actor_kind: text('actor_kind').notNull(),
    actor_id: text('actor_id').notNull(),
    action: text('action').notNull(),
    object_id: text('object_id').notNull(),
    request_id: text('request_id'),
    body: text('body').notNull(),
    prev_hash: bytea('prev_hash').notNull(),
    hash: bytea('hash').notNull(),
  },
  (table) => [index('audit_events_object').on(table.object_id, table.seq), index('audit_events_at').on(table.at)],
)

/** The one row that every writer of the trail takes in turn. */
export const auditHead = pgTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: bytea('hash').notNull(),
})
