import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { InvitationRow } from '@/lib/db/schema/invites'
import type { KycSession } from '@/lib/db/schema/sessions'
import { isSecret, secretHash } from '@/lib/ids'
import { type InvitationState, isOver } from '@/lib/kyc/invitation-state'
import { resultOpenMs } from '@/lib/sessions/binder'
import { currentPerson } from '@/lib/sessions/binding'
import { latestSession, stateOf, templateEndedAt } from './invitation-state'

/** What the page behind a link shows (ux 4.2). Whoever has the link and another browser learns no more than that. */
export type Invited =
  | { view: 'unknown' }
  | { view: 'ended'; at: Date }
  /** By a colleague, or with its template. */
  | { view: 'closed'; at: Date }
  | { view: 'welcome' }
  | { view: 'elsewhere' }
  /** It was begun in another browser before its template ended: there it is gone on with, and nowhere else. */
  | { view: 'stays_elsewhere' }
  /** `handle` only for the browser that finished, and only while its result is open there. */
  | { view: 'finished'; handle: string | null }
  /** The result was taken back. To any other browser it is finished. */
  | { view: 'withdrawn'; handle: string }
  /** `start`: what opens when they change their mind; null when the template has ended, and nothing does. */
  | { view: 'refused'; start: StartView | null }
  /** Back from the provider, or held: its own page tells the truth. */
  | { view: 'waiting'; handle: string }
  | StartView

export type StartView = { view: 'start'; invitationId: string; templateId: string }

export type InvitedRow = Pick<
  InvitationRow,
  'id' | 'template_id' | 'owner_id' | 'revoked_at' | 'expires_at' | 'opened_at'
> & {
  session_status: KycSession['status'] | null
  session_owner: string | null
  session_handle: string | null
  session_finished_at: Date | null
  session_back: boolean
  link_expired_at: Date | null
  template_ended_at: Date | null
}

/** How an invitation `i` and its session `s` stand, for InvitedRow. */
export const invitedColumns = `i.id, i.template_id, i.owner_id, i.revoked_at, i.expires_at, i.opened_at,
  s.status as session_status, s.owner_id as session_owner, s.handle as session_handle,
  s.finished_at as session_finished_at,
  coalesce(s.status = 'held' or s.bound_return_at is not null, false) as session_back, ${templateEndedAt}`

/**
 * When the link ended that an invitation was begun with, for whoever has no link at hand: the person has asked for a new one
 * and nobody has pressed Continue there yet. Null while a browser has the invitation.
 */
export const askedAnewAt = `case when i.owner_id is null then
  (select max(l.expired_at) from invitation_links l where l.invitation_id = i.id) end`

export const startFrom = (row: Pick<InvitedRow, 'id' | 'template_id'>): StartView => ({
  view: 'start',
  invitationId: row.id,
  templateId: row.template_id,
})

type Seer = { mine: boolean; begun: boolean; byOldLink: boolean }

/** What is left to see of an invitation whose template has ended; null where that changes nothing. */
const afterTemplate = (state: InvitationState, { mine, begun, byOldLink }: Seer, at: Date): Invited | null => {
  if (isOver(state) || (state === 'under_way' && mine)) return null
  if (state === 'under_way' && !byOldLink) return { view: 'stays_elsewhere' }
  return state === 'refused' && begun ? { view: 'refused', start: null } : { view: 'closed', at }
}

/** What an invitation shows to a browser. */
export const viewFor = (row: InvitedRow, ownerId: string | null): Invited => {
  const mine = ownerId !== null && row.owner_id === ownerId
  const at = now()
  const closed = row.session_finished_at !== null && at.getTime() - row.session_finished_at.getTime() > resultOpenMs
  const begun = mine && row.session_owner === ownerId
  const handle = begun && !closed ? row.session_handle : null
  const start = startFrom(row)
  const state = stateOf(row, at)
  const byOldLink = row.link_expired_at !== null
  const last = row.template_ended_at && afterTemplate(state, { mine, begun, byOldLink }, row.template_ended_at)
  if (last) return last
  // Another was asked for, or made: whoever holds this one learns nothing of it, unless their browser is under way with the other.
  const tellsMore = isOver(state) || (mine && state === 'under_way')
  if (row.link_expired_at !== null && !tellsMore) return { view: 'ended', at: row.link_expired_at }
  switch (state) {
    case 'revoked':
      return { view: 'closed', at: row.revoked_at ?? row.expires_at }
    case 'withdrawn':
      return handle === null ? { view: 'finished', handle } : { view: 'withdrawn', handle }
    case 'finished':
      return { view: 'finished', handle }
    case 'ended':
      return { view: 'ended', at: row.expires_at }
    case 'refused':
      // After the end a No cannot be taken back here.
      if (row.expires_at <= at) return { view: 'ended', at: row.expires_at }
      if (!mine) return { view: 'elsewhere' }
      return begun ? { view: 'refused', start } : start
    case 'under_way':
      if (!mine) return { view: 'elsewhere' }
      return handle !== null && row.session_back ? { view: 'waiting', handle } : start
    default:
      if (row.owner_id === null) return { view: 'welcome' }
      return mine ? start : { view: 'elsewhere' }
  }
}

/** How an invitation stands for one person. Reads only, so a mail scanner uses nothing up. */
export const invitedFor = async (person: PersonActor | null, token: string): Promise<Invited> => {
  if (!isSecret(token)) return { view: 'unknown' }
  const { rows } = await pool().query<InvitedRow>({
    name: 'get_invited',
    text: `select ${invitedColumns}, coalesce(l.expired_at, l.ended_at) as link_expired_at
           from invitation_links l join invitations i on i.id = l.invitation_id ${latestSession}
           where l.token_hash = $1`,
    values: [secretHash(token)],
  })
  return rows[0] ? viewFor(rows[0], person?.ownerId ?? null) : { view: 'unknown' }
}

/** The same for the browser of this request. */
export const getInvited = async (token: string): Promise<Invited> => invitedFor(await currentPerson(), token)
