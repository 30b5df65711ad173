import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** One token per API key, sealed, shared by all instances so that none invalidates another's (contract 1.2). */
export const providerTokens = pgTable('provider_tokens', {
  key_id: text('key_id').primaryKey(),
  data_key: text('data_key').notNull(),
  token_enc: text('token_enc').notNull(),
  obtained_at: at('obtained_at').notNull(),
  expires_at: at('expires_at').notNull(),
  generation: integer('generation').notNull(),
})

/**
 * The provider budget: as many rows as calls are allowed a minute. A call takes a row that was last taken more than a
 * minute ago, so no minute can hold more calls than rows, whatever the number of instances.
 */
export const providerSlots = pgTable(
  'provider_slots',
  {
    slot: integer('slot').primaryKey(),
    granted_at: timestamp('granted_at', { withTimezone: true }).notNull().default(sql`'-infinity'`),
  },
  (table) => [index('provider_slots_granted').on(table.granted_at)],
)

/** What was asked and how it was answered; never a body, a token or an address. */
export const providerCalls = pgTable(
  'provider_calls',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kyc_session_id: text('kyc_session_id'),
    at: at('at').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    http_status: integer('http_status'),
    outcome: text('outcome').notNull(),
    duration_ms: integer('duration_ms').notNull(),
    transaction_id: text('transaction_id'),
  },
  (table) => [
    index('provider_calls_session').on(table.kyc_session_id, table.id),
    index('provider_calls_at').on(table.at),
  ],
)
