import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { DocType } from '../../kyc/doc-types.ts'
import { bytea } from './bytea.ts'
import { kycSessions } from './sessions.ts'

/**
 * The exact words of a notice, once for all who are shown them; `hash` is the SHA-256 of `body`, and `version` its beginning
 * (L-05). `first_shown_at` is since when they are in force. Never updated or deleted: they are about nobody.
 */
export const notices = pgTable('notices', {
  hash: bytea('hash').primaryKey(),
  version: text('version').notNull(),
  locale: text('locale').notNull(),
  body: text('body').notNull(),
  /** The line about each document as it stands in `body`; null in rows older than the column. */
  reads: jsonb('reads').$type<Partial<Record<DocType, string>>>(),
  first_shown_at: timestamp('first_shown_at', { withTimezone: true, precision: 3 }).notNull(),
})

/**
 * One affirmative act: who (browser), what (documents and the fields in them), why (purposes), under which words.
 * Never updated: a trigger refuses it (L-05). Retention may delete it together with its session.
 */
export const consents = pgTable('consents', {
  id: text('id').primaryKey(),
  kyc_session_id: text('kyc_session_id')
    .notNull()
    .unique()
    .references(() => kycSessions.id),
  notice_hash: bytea('notice_hash')
    .notNull()
    .references(() => notices.hash),
  notice_version: text('notice_version').notNull(),
  locale: text('locale').notNull(),
  purposes: text('purposes').array().notNull(),
  items: jsonb('items').$type<Record<string, readonly string[]>>().notNull(),
  /** The act itself, in our words: a ticked box and a pressed button. */
  action: text('action').notNull(),
  browser_class: text('browser_class').notNull(),
  given_at: timestamp('given_at', { withTimezone: true, precision: 3 }).notNull(),
})
