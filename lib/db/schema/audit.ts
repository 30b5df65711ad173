import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * Who did what to which object. `body` is the canonical JSON of the event; `hash` = SHA-256(prev_hash || seq || body),
 * computed by the database function `audit_append` while it holds the head row, so the chain cannot fork (G-01, G-03).
 * The other columns repeat parts of `body` for search and are never believed when the chain is verified.
 * A trigger refuses UPDATE and, for rows that no signed purge covers or that are younger than a year, DELETE (G-02, G-05).
 * Two indexes carry every search of the console: with one action they give the order of `seq`, and a search without an
 * action asks them once for each action there is (lib/audit/list-audit.ts).
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: at('at').notNull(),
    actor_kind: text('actor_kind').notNull(),
    actor_id: text('actor_id').notNull(),
    action: text('action').notNull(),
    object_id: text('object_id').notNull(),
    request_id: text('request_id'),
    body: text('body').notNull(),
    prev_hash: bytea('prev_hash').notNull(),
    hash: bytea('hash').notNull(),
  },
  (table) => [
    index('audit_events_object').on(table.object_id, table.seq),
    index('audit_events_at').on(table.at),
    index('audit_events_actor').on(table.actor_id, table.action, table.seq),
    index('audit_events_kind').on(table.actor_kind, table.action, table.seq),
  ],
)

/** The one row that every writer of the trail takes in turn. */
export const auditHead = pgTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: bytea('hash').notNull(),
})

/**
 * Signed heads of the chain, consecutive by `number`: a `head` fixes every row up to `seq`, a `purge` says that the rows up
 * to `seq` were deleted after their time. `statement` is what was signed; the columns before it repeat it for search.
 * `digests` holds the first bytes of each row hash since the head before, so that a verifier can name the one row in which a
 * re-hashed chain differs. Rows are only added; a purge takes those it covers along.
 */
export const auditHeads = pgTable(
  'audit_heads',
  {
    number: bigint('number', { mode: 'number' }).primaryKey(),
    kind: text('kind').$type<'head' | 'purge'>().notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    statement: text('statement').notNull(),
    signature: bytea('signature').notNull(),
    digests: bytea('digests').notNull(),
    signed_at: at('signed_at').notNull(),
  },
  (table) => [index('audit_heads_seq').on(table.seq)],
)

/**
 * One row: how far the trail was checked, for the page. Never believed by a verifier; it only says where to go on.
 * `checked_*` is the newest signed row, `walk_*` the place of the walk over all rows, `whole_at` when it last came round.
 */
export const auditWatch = pgTable('audit_watch', {
  id: integer('id').primaryKey(),
  checked_seq: bigint('checked_seq', { mode: 'number' }).notNull(),
  checked_at: at('checked_at'),
  walk_seq: bigint('walk_seq', { mode: 'number' }).notNull(),
  walk_hash: bytea('walk_hash').notNull(),
  whole_at: at('whole_at'),
  broken_kind: text('broken_kind'),
  broken_seq: bigint('broken_seq', { mode: 'number' }),
  broken_up_to: bigint('broken_up_to', { mode: 'number' }),
  broken_at: at('broken_at'),
})
