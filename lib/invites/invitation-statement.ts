import 'server-only'
import type { InvitationRow } from '@/lib/db/schema/invites'
import { latestSession, templateEndedAt } from './invitation-state'

/** A place in a list: the last row of the page before. */
export type InvitationPlace = Pick<InvitationRow, 'id' | 'created_at' | 'import_row'>
export type InvitationCursor = InvitationPlace & {
  /** Its reference as it is looked up. */
  key: string
}

export type Statement = { text: string; values: unknown[] }

/** A beginning of a reference for `like`, whatever signs are in it. */
const beginning = (text: string): string => `${text.replace(/[\\%_]/g, '\\$&')}%`

const newestLetter = `left join lateral (
  select state, code from mail_messages where invitation_id = i.id order by created_at desc limit 1) m on true`

/** What the list shows of a row, and the order it has it in. */
const shown = (rows: string, order: string): string =>
  `select i.id, i.reference, i.data_key, i.name_enc, i.email_enc, i.phone_enc, i.created_at, i.expires_at, i.revoked_at,
     i.opened_at, s.status as session_status, t.name as template, t.ended_at as template_ended_at,
     m.state as mail_state, m.code as mail_code
   from (${rows}) i join templates t on t.id = i.template_id ${latestSession} ${newestLetter}
   order by ${order}`

const newestFirst = 'i.created_at desc, i.id desc'
// By its bytes, as the index has it: whatever the database sorts by.
const byReference = `lower(i.reference) using ~<~, ${newestFirst}`

/** The newest rows after a place, which is $2 and $3. */
const newest = `select * from invitations i where $2::timestamptz is null or (i.created_at, i.id) < ($2, $3)
  order by ${newestFirst} limit $1`
const placeOf = (after: InvitationPlace | null) => [after?.created_at ?? null, after?.id ?? null]

const everything = (after: InvitationCursor | null, limit: number): Statement => ({
  text: shown(newest, newestFirst),
  values: [limit, ...placeOf(after)],
})

/**
 * Two ranges of one index, each read as far as a page: what has exactly the reference at which the page begins, and what
 * follows it. The first page begins at what was typed, which stands before everything that only begins with it.
 */
const found = (find: string, after: InvitationCursor | null, limit: number): Statement => ({
  text: shown(
    `select * from (
       (select * from invitations i where lower(i.reference) = lower($2) and lower(i.reference) like lower($3)
          and ($4::timestamptz is null or (i.created_at, i.id) < ($4, $5))
        order by ${newestFirst} limit $1)
       union all
       (select * from invitations i where lower(i.reference) ~>~ lower($2) and lower(i.reference) like lower($3)
        order by ${byReference} limit $1)) i
     order by ${byReference} limit $1`,
    byReference,
  ),
  values: [limit, after?.key ?? find, beginning(find), ...placeOf(after)],
})

/** What says how an invitation stands, of a range of them: nothing that is sealed. */
const facts = (rows: string, order: string): string =>
  `select i.id, i.created_at, i.import_row, i.expires_at, i.revoked_at, i.opened_at, s.status as session_status,
     ${templateEndedAt}, m.state as mail_state, m.code as mail_code
   from (${rows}) i ${latestSession} ${newestLetter}
   order by ${order}`

/** A stretch of the list as it is looked through for a filter: the newest first, or a file by its rows. */
export const factsStatement = (file: string | null, after: InvitationPlace | null, limit: number): Statement =>
  file === null
    ? {
        text: facts(newest, newestFirst),
        values: [limit, ...placeOf(after)],
      }
    : {
        text: facts(
          'select * from invitations i where import_id = $2 and import_row > $3 order by import_row limit $1',
          'i.import_row',
        ),
        values: [limit, file, after?.import_row ?? 0],
      }

/** Rows of the list by their ids. */
export const chosenStatement = (ids: readonly string[]): Statement => ({
  text: shown('select * from invitations i where id = any ($1)', 'array_position($1, i.id)'),
  values: [ids],
})

/** Rows of the list: without a search the newest first, with one by reference, what is exactly that at the top. */
export const invitationsStatement = (find: string, after: InvitationCursor | null, limit: number): Statement =>
  find === '' ? everything(after, limit) : found(find, after, limit)
