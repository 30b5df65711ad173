import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'

/**
 * How the organisation looks on the pages for people: one row, absent until something was chosen. `logo` is a PNG that was
 * re-encoded here; `logo_hash` names it in its address, so an address never shows another picture.
 */
export const brand = pgTable('brand', {
  id: boolean('id').primaryKey().default(true),
  accent: text('accent'),
  logo: bytea('logo'),
  logo_hash: text('logo_hash'),
  logo_width: integer('logo_width'),
  logo_height: integer('logo_height'),
  updated_at: timestamp('updated_at', { withTimezone: true, precision: 3 }).notNull(),
})
