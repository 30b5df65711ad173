import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

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
  updated_at: at('updated_at').notNull(),
})

/**
 * Logos that were replaced or taken away less than a day ago: whoever has a page from before, or gets one from an instance
 * that has not heard of the change, still finds its picture.
 */
export const pastLogos = pgTable('past_logos', {
  logo_hash: text('logo_hash').primaryKey(),
  logo: bytea('logo').notNull(),
  replaced_at: at('replaced_at').notNull(),
})
