import { boolean, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** A colleague who may sign in. `session_version` ends every sign-in when it is raised. */
export const staff = pgTable('staff', {
  id: text('id').primaryKey(),
  /** Lower case, NFC: what people type to sign in. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role').notNull(),
  /** Null for who signs in with the identity provider alone. */
  password_hash: text('password_hash'),
  session_version: integer('session_version').notNull().default(1),
  disabled_at: at('disabled_at'),
  created_at: at('created_at').notNull(),
})

/** Under which name an identity provider knows a colleague; e-mail addresses change hands, this one does not. */
export const staffIdentities = pgTable(
  'staff_identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    staff_id: text('staff_id')
      .notNull()
      .references(() => staff.id),
    created_at: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.subject] })],
)

/** What the colleague proved last: the password alone is only a first step where a second is due. */
export type SignInFactor = 'password' | 'app_code' | 'recovery_code' | 'passkey' | 'sso'

/**
 * One sign-in. The cookie carries its `sid`; ending the row ends the cookie on its next request. Until
 * `passed_at` is set the second factor is still due, and the row opens nothing but that step. `fresh_at` is when
 * the colleague last proved who they are; grave actions ask for it anew. The network is sealed (C-02).
 */
export const staffSignIns = pgTable(
  'staff_sign_ins',
  {
    sid: text('sid').primaryKey(),
    staff_id: text('staff_id')
      .notNull()
      .references(() => staff.id),
    session_version: integer('session_version').notNull(),
    created_at: at('created_at').notNull(),
    last_seen_at: at('last_seen_at').notNull(),
    ended_at: at('ended_at'),
    factor: text('factor').$type<SignInFactor>().notNull().default('password'),
    passed_at: at('passed_at'),
    fresh_at: at('fresh_at'),
    browser_class: text('browser_class').notNull().default('unknown'),
    data_key: text('data_key'),
    network_enc: text('network_enc'),
  },
  (table) => [index('staff_sign_ins_staff').on(table.staff_id)],
)

/** The one-time link for the first administrator; only its SHA-256 is kept. */
export const setupTokens = pgTable('setup_tokens', {
  token_hash: bytea('token_hash').primaryKey(),
  created_at: at('created_at').notNull().defaultNow(),
  expires_at: at('expires_at').notNull(),
  used_at: at('used_at'),
})

/** Failed sign-ins by e-mail, known or not, so that delays are the same for both. */
export const signInFailures = pgTable('sign_in_failures', {
  email_hash: bytea('email_hash').primaryKey(),
  failures: integer('failures').notNull(),
  last_at: at('last_at').notNull(),
  locked_until: at('locked_until'),
})

/** The organisation this deployment serves: one row, written at first run. */
export const organisation = pgTable('organisation', {
  id: boolean('id').primaryKey().default(true),
  name: text('name').notNull(),
  legal_name: text('legal_name').notNull(),
  contact: text('contact').notNull(),
  grievance_officer: text('grievance_officer').notNull(),
  grievance_contact: text('grievance_contact').notNull(),
  alternative_way: text('alternative_way').notNull(),
  return_url: text('return_url'),
  updated_at: at('updated_at').notNull(),
})
