import { sql } from 'drizzle-orm'
import { check, index, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core'
import { codeTries } from '../../kyc/held-code.ts'
import { bytea } from './bytea.ts'
import { kycSessions } from './sessions.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * The code that may release a held session (R-15 b). A row begins with the first return in another browser, known by the
 * SHA-256 of its cookie, and only that browser is shown the code, once. `code_hash` is a keyed hash bound to the session: six
 * digits under a plain one would be read out of a dump. It is gone once used. The structure allows one code per session.
 * Not stored because the clock says it: offered, live, over (lib/kyc/held-code.ts).
 */
export const heldCodes = pgTable(
  'held_codes',
  {
    kyc_session_id: text('kyc_session_id')
      .primaryKey()
      .references(() => kycSessions.id),
    binder_hash: bytea('binder_hash').notNull(),
    returned_at: at('returned_at').notNull(),
    /** A second other browser came to the same address: nobody can tell any more which of them agreed. */
    other_return_at: at('other_return_at'),
    code_hash: bytea('code_hash'),
    shown_at: at('shown_at'),
    tries: smallint('tries').notNull().default(0),
    used_at: at('used_at'),
  },
  (table) => [
    index('held_codes_browser').on(table.binder_hash, table.returned_at),
    check('held_codes_tries', sql`${table.tries} between 0 and ${sql.raw(String(codeTries))}`),
    check('held_codes_shown', sql`${table.code_hash} is null or ${table.shown_at} is not null`),
  ],
)
export type HeldCodeRow = typeof heldCodes.$inferSelect
