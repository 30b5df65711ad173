import { pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { staff } from './staff.ts'

/**
 * A filter of the session list that a colleague keeps under a name of their own. It changes nothing for anybody else, so
 * the trail does not speak of it. `query` is the filter as it stands in an address (lib/kyc/session-filter.ts).
 */
export const savedViews = pgTable(
  'saved_views',
  {
    id: text('id').primaryKey(),
    staff_id: text('staff_id')
      .notNull()
      .references(() => staff.id),
    name: text('name').notNull(),
    query: text('query').notNull(),
    created_at: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [unique('saved_views_name').on(table.staff_id, table.name)],
)
