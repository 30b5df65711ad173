import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, text, timestamp, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { type DocType, docTypes } from '../../kyc/doc-types.ts'
import { type HeldPolicy, heldPolicies } from '../../kyc/held-policy.ts'
import { type Flow, flows, type VerificationMethod, verificationMethods } from '../../kyc/start-schema.ts'

const quoted = (words: readonly string[]) => sql.raw(words.map((word) => `'${word}'`).join(', '))
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * What people are asked for, under a name that only colleagues see. What a template says stands in its versions; the
 * structure allows one template on the public start page. An ended template starts nothing more; it is never deleted,
 * because sessions point to its versions.
 */
export const templates = pgTable(
  'templates',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    is_public: boolean('is_public').notNull().default(false),
    created_at: at('created_at').notNull(),
    ended_at: at('ended_at'),
  },
  (table) => [
    uniqueIndex('templates_public').on(table.is_public).where(sql`${table.is_public} and ${table.ended_at} is null`),
  ],
)

/**
 * One edition of a template. Without `published_at` it is the draft, of which a template has one at most; published, it is
 * what people saw and agreed to, so a trigger refuses to change or delete it. Sessions pin the version they used. Null in
 * the options, the minutes, the policy and the address means: as this installation does.
 */
export const templateVersions = pgTable(
  'template_versions',
  {
    id: text('id').primaryKey(),
    template_id: text('template_id')
      .notNull()
      .references(() => templates.id),
    number: integer('number').notNull(),
    required_docs: text('required_docs').array().$type<DocType[]>().notNull(),
    optional_docs: text('optional_docs').array().$type<DocType[]>().notNull(),
    /** Why each document is asked for, in the organisation's words; without an entry the dictionary's words stand. */
    purposes: jsonb('purposes').$type<Partial<Record<DocType, string>>>().notNull().default({}),
    /** Preselected on the start page; the person may choose the other. */
    flow: text('flow').$type<Flow>().notNull().default('signin'),
    verification_method: text('verification_method').array().$type<VerificationMethod[]>(),
    pinless: boolean('pinless'),
    usernameless: boolean('usernameless'),
    consent_minutes: integer('consent_minutes'),
    /** How long an invitation's link works. */
    link_hours: integer('link_hours').notNull().default(168),
    /** How a held result may be released. */
    held_policy: text('held_policy').$type<HeldPolicy>(),
    return_url: text('return_url'),
    reminders: boolean('reminders').notNull().default(true),
    updated_at: at('updated_at').notNull(),
    published_at: at('published_at'),
  },
  (table) => [
    unique('template_versions_number').on(table.template_id, table.number),
    uniqueIndex('template_versions_draft').on(table.template_id).where(sql`${table.published_at} is null`),
    check(
      'template_versions_docs',
      sql`${table.required_docs} <@ array[${quoted(docTypes)}] and ${table.optional_docs} <@ array[${quoted(docTypes)}]
          and not ${table.required_docs} && ${table.optional_docs}
          and cardinality(${table.required_docs}) + cardinality(${table.optional_docs}) > 0`,
    ),
    check('template_versions_flow', sql`${table.flow} in (${quoted(flows)})`),
    check('template_versions_method', sql`${table.verification_method} <@ array[${quoted(verificationMethods)}]`),
    // The vendor keeps a session for an hour at least.
    check('template_versions_minutes', sql`${table.consent_minutes} between 61 and 1440`),
    check('template_versions_link', sql`${table.link_hours} between 1 and 720`),
    check('template_versions_held', sql`${table.held_policy} in (${quoted(heldPolicies)})`),
    check('template_versions_return', sql`${table.return_url} like 'https://%'`),
  ],
)
