import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { kycSessions } from './sessions.ts'
import { staff } from './staff.ts'

/**
 * What a colleague wrote down about a session. Only added, never changed: a trigger refuses UPDATE. `text_enc` is sealed
 * under the session's own `data_key`, because people write names into notes: when that key goes, the notes go with it (C-04).
 */
export const sessionNotes = pgTable(
  'session_notes',
  {
    id: text('id').primaryKey(),
    kyc_session_id: text('kyc_session_id')
      .notNull()
      .references(() => kycSessions.id),
    staff_id: text('staff_id')
      .notNull()
      .references(() => staff.id),
    text_enc: text('text_enc').notNull(),
    created_at: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [index('session_notes_session').on(table.kyc_session_id, table.created_at)],
)
