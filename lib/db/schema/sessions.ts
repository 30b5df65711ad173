import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core'
import { docTypes } from '../../kyc/doc-types.ts'
import { type HeldPolicy, heldPolicies } from '../../kyc/held-policy.ts'
import { type SessionStatus, sessionStatuses } from '../../kyc/session-status.ts'
import { bytea } from './bytea.ts'
import { invitations } from './invites.ts'
import { templateVersions } from './templates.ts'

const quoted = (words: readonly string[]) => sql.raw(words.map((word) => `'${word}'`).join(', '))
const maskExpression = sql.raw(
  `(${docTypes.map((doc, bit) => `case when '${doc}' = any (doc_types) then ${1 << bit} else 0 end`).join(' + ')})::smallint`,
)
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * One start at the provider. `nonce_hash` and `start_key_hash` are SHA-256 of secrets that only the browser and the
 * provider hold. `session_id_enc` and `authorization_url_enc` are sealed under the row's own `data_key` (C-01);
 * `session_id_index` is a keyed hash for equality search and makes two rows with one provider session impossible
 * (F-10). `authorization_url_enc` is dropped once it can no longer be used. The structure allows one row per start key
 * (R-04). Not stored because the clock says it: checking, away, stuck.
 */
export const kycSessions = pgTable(
  'kyc_sessions',
  {
    id: text('id').primaryKey(),
    reference: text('reference').notNull(),
    handle: text('handle').notNull().unique(),
    nonce_hash: bytea('nonce_hash').notNull().unique(),
    start_key_hash: bytea('start_key_hash').notNull().unique(),
    owner_id: text('owner_id').notNull(),
    /** What the person was shown; null in rows older than templates. */
    template_version_id: text('template_version_id').references(() => templateVersions.id),
    /** The invitation it was started from, if any. */
    invitation_id: text('invitation_id').references(() => invitations.id),
    status: text('status').$type<SessionStatus>().notNull(),
    fail_reason: text('fail_reason'),
    held_reason: text('held_reason'),
    /** How it may be released should it be held, as its template and this installation said at the start; null means review. */
    held_policy: text('held_policy').$type<HeldPolicy>(),
    /** Why a held result was released: a colleague's words, or `code` where the code of the other browser did it. */
    release_reason: text('release_reason'),
    flow: text('flow').$type<'signin' | 'signup'>().notNull(),
    doc_types: text('doc_types').array().$type<(typeof docTypes)[number][]>().notNull(),
    /** `doc_types` as one number (docMask of lib/kyc/doc-types.ts), for the indexes of the console's list. */
    doc_mask: smallint('doc_mask').notNull().generatedAlwaysAs(maskExpression),
    /** What was sent as `options`; the mobile number is never kept, only that one was given. */
    options: jsonb('options').$type<{ readonly [key: string]: string | boolean | readonly string[] }>().notNull(),
    consent_expiry: at('consent_expiry').notNull(),
    locale: text('locale').notNull(),
    browser_class: text('browser_class').notNull(),
    data_key: text('data_key').notNull(),
    session_id_enc: text('session_id_enc'),
    session_id_index: bytea('session_id_index').unique(),
    authorization_url_enc: text('authorization_url_enc'),
    provider_status: text('provider_status'),
    documents_consented: text('documents_consented').array().$type<(typeof docTypes)[number][]>(),
    /** When we first read a success, by our clock; the grace for a late return counts from here. */
    consent_seen_at: at('consent_seen_at'),
    /** The earliest the consent can have been given: the provider's own time, else our last read that was pending. */
    consent_not_before: at('consent_not_before'),
    last_pending_at: at('last_pending_at'),
    /** Since when reads of this session fail, null while the provider answers. */
    unread_since: at('unread_since'),
    cancelled_by: text('cancelled_by').$type<'person' | 'admin'>(),
    /** Why staff cancelled it: a colleague's words, or `invite` where its invitation was closed. A person gives no reason. */
    cancel_reason: text('cancel_reason'),
    created_at: at('created_at').notNull(),
    sent_at: at('sent_at'),
    bound_return_at: at('bound_return_at'),
    unbound_return_at: at('unbound_return_at'),
    finished_at: at('finished_at'),
    reads: integer('reads').notNull().default(0),
    next_read_at: at('next_read_at'),
    lease_until: at('lease_until'),
  },
  (table) => [
    check('kyc_sessions_status', sql`${table.status} in (${quoted(sessionStatuses)})`),
    check('kyc_sessions_doc_types', sql`${table.doc_types} <@ array[${quoted(docTypes)}]`),
    check('kyc_sessions_held', sql`${table.held_policy} in (${quoted(heldPolicies)})`),
    check('kyc_sessions_sent', sql`${table.status} <> 'at_provider' or ${table.session_id_enc} is not null`),
    index('kyc_sessions_owner').on(table.owner_id, table.created_at),
    index('kyc_sessions_created').on(table.created_at, table.id),
    index('kyc_sessions_status_created').on(table.status, table.created_at, table.id),
    // What the list can be filtered by, each ending in its order (docs/decisions/0014).
    index('kyc_sessions_flow_docs').on(table.flow, table.doc_mask, table.created_at, table.id),
    // No two begin with the same column: PostgreSQL would take the shorter one and sort the rest.
    index('kyc_sessions_docs_flow_status').on(table.doc_mask, table.flow, table.status, table.created_at, table.id),
    index('kyc_sessions_away')
      .on(table.created_at, table.id)
      .where(sql`${table.status} = 'at_provider' and ${table.bound_return_at} is null`),
    index('kyc_sessions_back')
      .on(table.created_at, table.id)
      .where(sql`${table.status} = 'at_provider' and ${table.bound_return_at} is not null`),
    // Byte order, so that a beginning is one range whatever the database sorts by.
    index('kyc_sessions_reference_start').on(table.reference.op('text_pattern_ops')),
    index('kyc_sessions_invitation')
      .on(table.invitation_id, table.created_at)
      .where(sql`${table.invitation_id} is not null`),
    // What the erasure asks for: oldest end first, and starts that never left (docs/decisions/0024).
    index('kyc_sessions_ended')
      .on(sql`coalesce(${table.finished_at}, ${table.consent_expiry})`)
      .where(sql`${table.status} not in ('starting', 'at_provider')`),
    index('kyc_sessions_unstarted')
      .on(table.finished_at)
      .where(
        sql`${table.status} in ('start_failed', 'cancelled', 'declined') and ${table.sent_at} is null and ${table.invitation_id} is null`,
      ),
    index('kyc_sessions_due').on(table.next_read_at).where(sql`${table.status} in ('starting', 'at_provider')`),
  ],
)
export type KycSession = typeof kycSessions.$inferSelect

/**
 * Which browser owns which sessions. `binder_hash` is the SHA-256 of the cookie; several rows may share one `owner_id`,
 * because the cookie is renewed after a final result while its owner stays the same (R-03, R-17, R-18).
 */
export const browsers = pgTable(
  'browsers',
  {
    binder_hash: bytea('binder_hash').primaryKey(),
    owner_id: text('owner_id').notNull(),
    created_at: at('created_at').notNull(),
    expires_at: at('expires_at').notNull(),
    /** The one it came after, which ends when this one is first shown. */
    replaces: bytea('replaces'),
  },
  (table) => [index('browsers_expires').on(table.expires_at)],
)
