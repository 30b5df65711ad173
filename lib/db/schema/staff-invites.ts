import { sql } from 'drizzle-orm'
import { pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'
import { staff } from './staff.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * A colleague who may join, by a one-time link of which only the SHA-256 is kept. An address has one open link: a new one
 * withdraws the one before. Whether a link has run out is read from the clock.
 */
export const staffInvites = pgTable(
  'staff_invites',
  {
    id: text('id').primaryKey(),
    token_hash: bytea('token_hash').notNull().unique(),
    /** As `staff.email`: what the colleague will sign in with. */
    email: text('email').notNull(),
    role: text('role').notNull(),
    invited_by: text('invited_by')
      .notNull()
      .references(() => staff.id),
    created_at: at('created_at').notNull(),
    expires_at: at('expires_at').notNull(),
    withdrawn_at: at('withdrawn_at'),
    used_at: at('used_at'),
  },
  (table) => [
    uniqueIndex('staff_invites_open')
      .on(table.email)
      .where(sql`${table.used_at} is null and ${table.withdrawn_at} is null`),
  ],
)
