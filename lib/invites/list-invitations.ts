import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type InvitationState, isAwaited } from '@/lib/kyc/invitation-state'
import { type MailProblem, type MailState, mailProblemOf } from '@/lib/kyc/mail-problem'
import { mobilePattern, tenDigits } from '@/lib/kyc/start-schema'
import { linkEnd, stateOf } from './invitation-state'
import { type InvitationCursor, invitationsStatement } from './invitation-statement'
import { emailIndex, masked, openInvitee, phoneIndex } from './seal-invitee'

export const invitationsPerPage = 25

export type InvitationLine = {
  id: string
  reference: string
  name: string | null
  state: InvitationState
  template: string
  createdAt: Date
  /** When its links stop opening anything: their time, or an earlier end of the template. */
  expiresAt: Date
  /** Why the newest e-mail did not arrive, while the person is still waited for. */
  undelivered: MailProblem | null
}

export type ListedRow = Pick<
  InvitationRow,
  | 'id'
  | 'reference'
  | 'data_key'
  | 'name_enc'
  | 'email_enc'
  | 'phone_enc'
  | 'created_at'
  | 'expires_at'
  | 'revoked_at'
  | 'opened_at'
> & {
  session_status: KycSession['status'] | null
  template: string
  template_ended_at: Date | null
  mail_state: MailState | null
  mail_code: string | null
}

type Standing = Pick<
  ListedRow,
  'expires_at' | 'revoked_at' | 'opened_at' | 'session_status' | 'template_ended_at' | 'mail_state' | 'mail_code'
>

/** How an invitation stands, and whether its newest e-mail came back. */
export const standingOf = (row: Standing, at: Date): Pick<InvitationLine, 'state' | 'undelivered'> => {
  const state = stateOf(row, at)
  return {
    state,
    undelivered: row.mail_state && isAwaited(state) ? mailProblemOf(row.mail_state, row.mail_code) : null,
  }
}

/** A line of the list, masked. */
export const toLine = (row: ListedRow, at: Date): InvitationLine => {
  const { name, email, phone } = openInvitee(row)
  const best = name ?? email ?? phone
  return {
    id: row.id,
    reference: row.reference,
    name: best === null ? null : masked(best),
    template: row.template,
    createdAt: row.created_at,
    expiresAt: linkEnd(row),
    ...standingOf(row, at),
  }
}

/** The row a page goes on after; null for the first page, and where that row is gone. */
export const cursorAt = async (id: string | null): Promise<InvitationCursor | null> => {
  if (id === null) return null
  const { rows } = await pool().query<InvitationCursor>(
    'select id, created_at, import_row, lower(reference) as key from invitations where id = $1',
    [id],
  )
  return rows[0] ?? null
}

/**
 * One page of invitations: the newest first, or with a search by reference, what is exactly that before what only begins
 * with it.
 * @param find a reference or its beginning
 * @param after the id of the last one of the page before
 */
export const listInvitations = async (
  _actor: Permitted<'invitations.manage'>,
  { find, after }: { find: string; after: string | null },
): Promise<{ rows: InvitationLine[]; more: boolean }> => {
  const { text, values } = invitationsStatement(find, await cursorAt(after), invitationsPerPage + 1)
  const { rows } = await pool().query<ListedRow>(text, values)
  const at = now()
  const shown = rows.slice(0, invitationsPerPage)
  return {
    more: rows.length > invitationsPerPage,
    rows: shown.map((row) => toLine(row, at)),
  }
}

/** Whether any invitation has a reference that begins so. */
export const someBeginWith = async (_actor: Permitted<'invitations.manage'>, find: string): Promise<boolean> => {
  const { text, values } = invitationsStatement(find, null, 1)
  const { rows } = await pool().query(text, values)
  return rows.length > 0
}

/**
 * The newest invitation of a person by their whole e-mail address or number, or null: by what is typed, so that neither ever
 * stands in an address.
 * @returns undefined when what was typed is neither
 */
export const findInvited = async (
  _actor: Permitted<'invitations.manage'>,
  typed: string,
): Promise<string | null | undefined> => {
  const phone = tenDigits(typed.trim())
  const isPhone = mobilePattern.test(phone)
  if (!isPhone && !typed.includes('@')) return undefined
  const { rows } = await pool().query<{ id: string }>(
    'select id from invitations where email_index = $1 or phone_index = $2 order by created_at desc limit 1',
    [emailIndex(typed.trim().toLowerCase()), isPhone ? phoneIndex(phone) : null],
  )
  return rows[0]?.id ?? null
}
