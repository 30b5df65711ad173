import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'
import { staff } from './staff.ts'
import { templates } from './templates.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * A person asked to start, before they have. `reference` is the organisation's own word for them; name, address and number
 * are sealed under the row's `data_key` (C-01), the two that are looked up also have a keyed hash. `owner_id` is the browser
 * that pressed Continue. Not stored because the clock or the sessions say it: ended, finished, refused.
 * The structure allows one row per form that was sent and one per row of a file.
 */
export const invitations = pgTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    reference: text('reference').notNull(),
    template_id: text('template_id')
      .notNull()
      .references(() => templates.id),
    locale: text('locale').notNull(),
    data_key: text('data_key').notNull(),
    name_enc: text('name_enc'),
    email_enc: text('email_enc'),
    phone_enc: text('phone_enc'),
    email_index: bytea('email_index'),
    phone_index: bytea('phone_index'),
    life_hours: integer('life_hours').notNull(),
    form_key_hash: bytea('form_key_hash').unique(),
    import_id: text('import_id').references(() => inviteImports.id),
    import_row: integer('import_row'),
    staff_id: text('staff_id')
      .notNull()
      .references(() => staff.id),
    created_at: at('created_at').notNull(),
    expires_at: at('expires_at').notNull(),
    owner_id: text('owner_id'),
    /** The first Continue, whichever browser it was. */
    opened_at: at('opened_at'),
    revoked_at: at('revoked_at'),
    /** E-mails queued so far, the first one and those by hand included. */
    messages: integer('messages').notNull().default(0),
    next_reminder_at: at('next_reminder_at'),
  },
  (table) => [
    unique('invitations_import_row').on(table.import_id, table.import_row),
    check('invitations_life', sql`${table.life_hours} between 1 and 720`),
    index('invitations_created').on(table.created_at, table.id),
    // Byte order, so that a beginning is one range whatever the database sorts by; and in it the order of the list.
    index('invitations_reference').on(
      sql`lower(${table.reference}) text_pattern_ops`,
      sql`${table.created_at} desc`,
      sql`${table.id} desc`,
    ),
    index('invitations_email').on(table.email_index),
    index('invitations_phone').on(table.phone_index),
    // What the erasure asks for.
    index('invitations_ended').on(sql`coalesce(${table.revoked_at}, ${table.expires_at})`),
    index('invitations_reminder').on(table.next_reminder_at).where(sql`${table.next_reminder_at} is not null`),
  ],
)
export type InvitationRow = typeof invitations.$inferSelect

/**
 * One link of an invitation, known by the SHA-256 of its token. An e-mail has a link of its own; "New link" ends the others.
 * `expired_at` is the end a link keeps when the person has asked for another: to whoever holds the old one nothing changes.
 */
export const invitationLinks = pgTable(
  'invitation_links',
  {
    token_hash: bytea('token_hash').primaryKey(),
    invitation_id: text('invitation_id')
      .notNull()
      .references(() => invitations.id),
    created_at: at('created_at').notNull(),
    ended_at: at('ended_at'),
    expired_at: at('expired_at'),
  },
  (table) => [index('invitation_links_invitation').on(table.invitation_id)],
)

/**
 * A file of people: looked through, then worked off in the background. Its bytes lie sealed in parts until the work is done.
 * `link_key_enc` makes the links (a keyed hash of the row), so that a run that was cut makes the same ones again; it is gone
 * when a whole result file has been handed out, or a day later. `done_rows` counts the rows of the file that are dealt with. A file
 * that was closed makes no more invitations, and gives no links; nor does one that stopped because its template ended.
 */
export const inviteImports = pgTable(
  'invite_imports',
  {
    id: text('id').primaryKey(),
    state: text('state').$type<'checked' | 'running' | 'stopped' | 'done' | 'closed'>().notNull(),
    form_key_hash: bytea('form_key_hash').notNull().unique(),
    staff_id: text('staff_id')
      .notNull()
      .references(() => staff.id),
    template_id: text('template_id')
      .notNull()
      .references(() => templates.id),
    locale: text('locale').notNull(),
    life_hours: integer('life_hours').notNull(),
    data_key: text('data_key').notNull(),
    link_key_enc: text('link_key_enc'),
    total_rows: integer('total_rows').notNull(),
    good_rows: integer('good_rows').notNull(),
    /** Of the good ones: those with an e-mail address, and those without a reference, who get one of ours. */
    email_rows: integer('email_rows'),
    unnamed_rows: integer('unnamed_rows'),
    /** The first of them; how many there are is total_rows less good_rows. */
    problems: jsonb('problems')
      .$type<readonly { row: number; column: string | null; code: string; first?: number }[]>()
      .notNull(),
    /** Those whose reference had an open invitation then. They stay out, whatever becomes of it. */
    known_rows: integer('known_rows').array().notNull().default([]),
    /** Those that were good then and were left out in the work: their reference has got an open invitation since. */
    left_out: integer('left_out').array().notNull().default([]),
    ignored_columns: text('ignored_columns').array().notNull(),
    by_mail: boolean('by_mail').notNull().default(false),
    done_rows: integer('done_rows').notNull().default(0),
    created_rows: integer('created_rows').notNull().default(0),
    created_at: at('created_at').notNull(),
    started_at: at('started_at'),
    finished_at: at('finished_at'),
    lease_until: at('lease_until'),
    taken_at: at('taken_at'),
  },
  (table) => [
    check('invite_imports_state', sql`${table.state} in ('checked', 'running', 'stopped', 'done', 'closed')`),
    index('invite_imports_created').on(table.created_at),
  ],
)
export type ImportRow = typeof inviteImports.$inferSelect

/** The bytes of a file, sealed in order. Gone when they have been worked off, or were left lying for a day. */
export const inviteImportParts = pgTable(
  'invite_import_parts',
  {
    import_id: text('import_id')
      .notNull()
      .references(() => inviteImports.id),
    part: integer('part').notNull(),
    body_enc: text('body_enc').notNull(),
  },
  (table) => [primaryKey({ columns: [table.import_id, table.part] })],
)

/**
 * Rows a colleague pasted, sealed, so that the form comes back filled in while they may be mended: the last of each colleague,
 * for an hour or until their invitations are begun.
 */
export const invitePastes = pgTable('invite_pastes', {
  staff_id: text('staff_id')
    .primaryKey()
    .references(() => staff.id),
  data_key: text('data_key').notNull(),
  rows_enc: text('rows_enc').notNull(),
  created_at: at('created_at').notNull(),
})
