import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { isSecret } from '@/lib/ids'
import { currentPerson } from '@/lib/sessions/binding'
import {
  askedAnewAt,
  type Invited,
  type InvitedRow,
  invitedColumns,
  type StartView,
  startFrom,
  viewFor,
} from './get-invited'
import { latestSession } from './invitation-state'

/** What the way back from the page of a session opens: the start page of its invitation, or how that stands (ux 4.2). */
export type Again =
  /** No invitation: the public start page. */
  | { view: 'public' }
  /** `stays`: a result is there already, and what is added to it is added in this browser. */
  | (StartView & { stays: boolean })
  | Exclude<Invited, StartView | { view: 'welcome' | 'waiting' | 'refused' }>

type Row = { [Name in keyof InvitedRow]: InvitedRow[Name] | null }

const isInvited = (row: Row): row is InvitedRow => row.id !== null

/** Whoever comes from a page of theirs wants to begin anew: what that page told already is not told again. */
const againOf = (row: InvitedRow, person: PersonActor): Again => {
  const seen = viewFor(row, person.ownerId)
  const open = row.owner_id === person.ownerId && row.template_ended_at === null && row.expires_at > now()
  // What came was not all that was asked for, or nothing; while the link lasts the rest can still be shared.
  const wantsMore = open && row.revoked_at === null && ['partial', 'none'].includes(row.session_status ?? '')
  switch (seen.view) {
    case 'finished':
      return wantsMore ? { ...startFrom(row), stays: true } : seen
    case 'refused':
      if (row.template_ended_at) return { view: 'closed', at: row.template_ended_at }
      return { ...startFrom(row), stays: false }
    case 'waiting':
    case 'start':
      return { ...startFrom(row), stays: false }
    // No browser has it, and this one has no link.
    case 'welcome':
      return { view: 'unknown' }
    default:
      return seen
  }
}

/**
 * Where a person starts again, found by the handle of their session: of a link only the hash is kept, so the session names
 * the invitation, and the browser that has it needs no link. Reads only. A handle of another browser and a made-up one
 * are alike.
 */
export const againFor = async (person: PersonActor | null, handle: string): Promise<Again> => {
  if (!person || !isSecret(handle)) return { view: 'unknown' }
  const { rows } = await pool().query<Row>({
    name: 'start_again',
    text: `select ${invitedColumns}, ${askedAnewAt} as link_expired_at
           from kyc_sessions a left join invitations i on i.id = a.invitation_id ${latestSession}
           where a.handle = $1 and a.owner_id = $2`,
    values: [handle, person.ownerId],
  })
  const row = rows[0]
  if (!row) return { view: 'unknown' }
  return isInvited(row) ? againOf(row, person) : { view: 'public' }
}

/** The same for the browser of this request. */
export const getAgain = async (handle: string): Promise<Again> => againFor(await currentPerson(), handle)
