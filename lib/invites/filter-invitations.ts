import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { type InvitationFilter, isChosen } from '@/lib/kyc/invitation-filter'
import { chosenStatement, factsStatement, type InvitationPlace } from './invitation-statement'
import {
  cursorAt,
  type InvitationLine,
  invitationsPerPage,
  type ListedRow,
  standingOf,
  toLine,
} from './list-invitations'

/** Rows of one question. */
const stretch = 1_000

/**
 * Rows that one page looks through at most. How an invitation stands is not stored but said by the clock and its sessions, so
 * no index finds it; a page with few of them says how far it looked, and the next one goes on from there.
 */
export const mostLookedThrough = 5_000

type Facts = Pick<
  ListedRow,
  'expires_at' | 'revoked_at' | 'opened_at' | 'session_status' | 'template_ended_at' | 'mail_state' | 'mail_code'
> &
  InvitationPlace

export type FilteredPage = {
  readonly rows: InvitationLine[]
  /** The id to go on after; null at the end of the list. */
  readonly next: string | null
  /** How many were looked through for this page. */
  readonly looked: number
}

/** One page of the invitations a filter means: the newest first, those of a file by its rows. @param after id of the place */
export const filterInvitations = async (
  _actor: Permitted<'invitations.manage'>,
  { choice, file }: InvitationFilter,
  after: string | null,
): Promise<FilteredPage> => {
  const at = now()
  const chosen: string[] = []
  let place: InvitationPlace | null = await cursorAt(after)
  let looked = 0
  let ended = false
  while (!ended && chosen.length <= invitationsPerPage && looked < mostLookedThrough) {
    const { text, values } = factsStatement(file, place, stretch)
    const { rows } = await pool().query<Facts>(text, values)
    for (const row of rows) {
      const { state, undelivered } = standingOf(row, at)
      if (isChosen(choice, state, undelivered !== null)) chosen.push(row.id)
    }
    place = rows.at(-1) ?? place
    looked += rows.length
    ended = rows.length < stretch
  }
  const ids = chosen.slice(0, invitationsPerPage)
  const { text, values } = chosenStatement(ids)
  const { rows } = await pool().query<ListedRow>(text, values)
  const next = chosen.length > ids.length ? ids.at(-1) : ended ? null : place?.id
  return { rows: rows.map((row) => toLine(row, at)), next: next ?? null, looked }
}
