import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'
import { invitations } from './invites.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * A request that goes on from a computer to a phone. The token in the QR code is a keyed hash of the id, so that the
 * window can show it again after a reload; only its SHA-256 is kept, and nobody can make it from a dump. `owner_id` is the
 * computer's browser, `phone_owner_id` the one that took it up, once. What the phone starts belongs to the phone.
 * Not stored because the clock or the sessions say it: ended, finished.
 */
export const handovers = pgTable(
  'handovers',
  {
    id: text('id').primaryKey(),
    token_hash: bytea('token_hash').notNull().unique(),
    owner_id: text('owner_id').notNull(),
    /** The invitation that goes along, if it was begun from one. */
    invitation_id: text('invitation_id').references(() => invitations.id),
    browser_class: text('browser_class').notNull(),
    created_at: at('created_at').notNull(),
    expires_at: at('expires_at').notNull(),
    taken_at: at('taken_at'),
    phone_owner_id: text('phone_owner_id'),
  },
  (table) => [
    index('handovers_owner').on(table.owner_id),
    index('handovers_expires').on(table.expires_at),
    // What the erasure asks for, and the check of the reference when an invitation goes. Most have none.
    index('handovers_invitation').on(table.invitation_id).where(sql`${table.invitation_id} is not null`),
  ],
)
export type HandoverRow = typeof handovers.$inferSelect
