import { bigint, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { staff } from './staff.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * The register of what was taken out: who, what, under which filter and why. `reason` is in the colleague's own words and may
 * name people, so it stands here and not in the trail. A row opens its download once, for a few minutes.
 */
export const exportRegister = pgTable(
  'exports',
  {
    id: text('id').primaryKey(),
    subject: text('subject').$type<'audit' | 'sessions'>().notNull(),
    format: text('format').$type<'jsonl' | 'csv'>().notNull(),
    /** The query of the list it was asked from, as it stands in an address. */
    filter: text('filter').notNull(),
    reason: text('reason').notNull(),
    staff_id: text('staff_id')
      .notNull()
      .references(() => staff.id),
    granted_at: at('granted_at').notNull(),
    started_at: at('started_at'),
    finished_at: at('finished_at'),
    /** Rows that were written out; with `finished_at`, whether all of them arrived is `outcome`. */
    row_count: bigint('row_count', { mode: 'number' }),
    outcome: text('outcome').$type<'whole' | 'cut'>(),
  },
  (table) => [index('exports_staff').on(table.staff_id, table.granted_at)],
)
