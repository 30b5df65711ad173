import 'server-only'
import type { Route } from 'next'
import type { PersonActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { HandoverRow } from '@/lib/db/schema/handovers'
import type { KycSession } from '@/lib/db/schema/sessions'
import { isSecret, secretHash } from '@/lib/ids'
import { type HandoverView, handoverViewOf } from '@/lib/kyc/handover'
import { resultOpenMs } from '@/lib/sessions/binder'
import { currentPerson } from '@/lib/sessions/binding'
import { goesOnAt, phoneUrl } from './tokens'

/** What the computer's window may know: how far it is, and nothing of what came of it. */
export type Handover = {
  id: string
  view: HandoverView
  /** What the QR code says, while it can be taken up. */
  url: string | null
  invitationId: string | null
  expiresAt: Date
  takenAt: Date | null
}

/** The latest the phone has begun with it since it took it up. */
const begunOnPhone = `left join lateral (
  select status from kyc_sessions
  where owner_id = h.phone_owner_id and created_at >= h.taken_at and invitation_id is not distinct from h.invitation_id
  order by created_at desc limit 1) s on true`

const idPattern = /^hov_[A-Za-z0-9_-]{22}$/

/** One hand-over of the browser that opened it, for a day; anybody else's and an unknown one are both null. */
export const handoverFor = async (person: PersonActor, id: string): Promise<Handover | null> => {
  if (!idPattern.test(id)) return null
  const at = now()
  const { rows } = await pool().query<HandoverRow & { session_status: KycSession['status'] | null }>({
    name: 'get_handover',
    text: `select h.*, s.status as session_status from handovers h ${begunOnPhone}
           where h.id = $1 and h.owner_id = $2 and h.created_at > $3`,
    values: [id, person.ownerId, new Date(at.getTime() - resultOpenMs)],
  })
  const row = rows[0]
  if (!row) return null
  const view = handoverViewOf({ expiresAt: row.expires_at, takenAt: row.taken_at, session: row.session_status }, at)
  return {
    id,
    view,
    url: view === 'waiting' ? phoneUrl(id) : null,
    invitationId: row.invitation_id,
    expiresAt: row.expires_at,
    takenAt: row.taken_at,
  }
}

/** The same for the browser of this request. */
export const getHandover = async (id: string): Promise<Handover | null> => {
  const person = await currentPerson()
  return person && handoverFor(person, id)
}

/** What a phone is told before it takes a code up: when it was made, and on what kind of device. */
export type OfferedHandover =
  | { view: 'offered'; at: Date; until: Date; device: string }
  /** This very browser has it: where it went on. */
  | { view: 'here'; path: Route }
  /** Unknown, ended and taken by another alike. */
  | { view: 'gone' }

const deviceOf = (browserClass: string): string => browserClass.split('-')[0] ?? ''

type Offered = Pick<
  HandoverRow,
  'id' | 'invitation_id' | 'taken_at' | 'phone_owner_id' | 'created_at' | 'expires_at' | 'browser_class'
>

/** How a code stands for whoever opens its address. Reads only: a scanner uses nothing up. */
export const offeredTo = async (person: PersonActor | null, token: string): Promise<OfferedHandover> => {
  if (!isSecret(token)) return { view: 'gone' }
  const { rows } = await pool().query<Offered>({
    name: 'offered_handover',
    text: `select id, invitation_id, taken_at, phone_owner_id, created_at, expires_at, browser_class from handovers
           where token_hash = $1`,
    values: [secretHash(token)],
  })
  const row = rows[0]
  if (!row) return { view: 'gone' }
  if (person !== null && row.phone_owner_id === person.ownerId) return { view: 'here', path: goesOnAt(row) }
  if (row.taken_at !== null || row.expires_at <= now()) return { view: 'gone' }
  return { view: 'offered', at: row.created_at, until: row.expires_at, device: deviceOf(row.browser_class) }
}

/** The same for the browser of this request. */
export const offeredHandover = async (token: string): Promise<OfferedHandover> =>
  offeredTo(await currentPerson(), token)
