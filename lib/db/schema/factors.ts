import { sql } from 'drizzle-orm'
import { bigint, boolean, index, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'
import { staff } from './staff.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const colleague = () =>
  text('staff_id')
    .notNull()
    .references(() => staff.id)

/**
 * An authenticator app (RFC 6238): at most one that counts and one that was shown but not yet proven with a code. The
 * secret is sealed under the row's own key (C-02). `last_step` is the newest time step a code was accepted for, so each
 * code works once.
 */
export const staffTotp = pgTable(
  'staff_totp',
  {
    id: text('id').primaryKey(),
    staff_id: colleague(),
    data_key: text('data_key').notNull(),
    secret_enc: text('secret_enc').notNull(),
    last_step: bigint('last_step', { mode: 'number' }).notNull().default(0),
    created_at: at('created_at').notNull(),
    confirmed_at: at('confirmed_at'),
  },
  (table) => [
    uniqueIndex('staff_totp_confirmed').on(table.staff_id).where(sql`${table.confirmed_at} is not null`),
    uniqueIndex('staff_totp_shown').on(table.staff_id).where(sql`${table.confirmed_at} is null`),
  ],
)

/** A way in for a lost phone: ten single-use codes of 60 random bits, kept as keyed hashes. */
export const staffRecoveryCodes = pgTable(
  'staff_recovery_codes',
  {
    code_hash: bytea('code_hash').primaryKey(),
    staff_id: colleague(),
    created_at: at('created_at').notNull(),
    used_at: at('used_at'),
  },
  (table) => [index('staff_recovery_codes_staff').on(table.staff_id)],
)

/** A passkey: only its public key. `counter` may only grow; one that does not was cloned (WebAuthn 6.1.1). */
export const staffPasskeys = pgTable(
  'staff_passkeys',
  {
    credential_id: text('credential_id').primaryKey(),
    staff_id: colleague(),
    public_key: bytea('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    /** May live on several devices of its owner. */
    synced: boolean('synced').notNull(),
    name: text('name').notNull(),
    created_at: at('created_at').notNull(),
    last_used_at: at('last_used_at'),
  },
  (table) => [index('staff_passkeys_staff').on(table.staff_id)],
)

/** A question put to an authenticator; deleted when it is answered, so each is answered once. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    challenge_hash: bytea('challenge_hash').primaryKey(),
    purpose: text('purpose').$type<'register' | 'sign_in' | 'confirm'>().notNull(),
    /** Who was asked; null where the answer itself says who it is. */
    staff_id: text('staff_id').references(() => staff.id),
    expires_at: at('expires_at').notNull(),
  },
  (table) => [index('passkey_challenges_expires').on(table.expires_at)],
)
