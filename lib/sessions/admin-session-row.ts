import 'server-only'
import { now } from '@/lib/clock'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { DocType } from '@/lib/kyc/doc-types'
import { isResult } from '@/lib/kyc/settled'
import { type StaffState, staffStateOf } from '@/lib/kyc/staff-state'
import { versionNames } from '@/lib/templates/version-names'
import { lastEventsOf } from './admin-timeline'
import { invitedAs } from './invited-as'

/** The columns a list shows, and no others: nothing here is sealed or personal. */
export const listColumns = `id, reference, status, flow, doc_types, documents_consented, created_at, sent_at,
  bound_return_at, unbound_return_at, consent_seen_at, finished_at, template_version_id, invitation_id, held_reason, release_reason`

export type ListRow = Pick<
  KycSession,
  | 'id'
  | 'consent_seen_at'
  | 'reference'
  | 'status'
  | 'flow'
  | 'doc_types'
  | 'documents_consented'
  | 'created_at'
  | 'sent_at'
  | 'bound_return_at'
  | 'unbound_return_at'
  | 'finished_at'
  | 'template_version_id'
  | 'invitation_id'
  | 'held_reason'
  | 'release_reason'
>

/** One line of the console's list. */
export type AdminSessionRow = {
  id: string
  reference: string
  state: StaffState
  flow: 'signin' | 'signup'
  /** Name of the template; null for a session older than templates. */
  template: string | null
  /** The organisation's reference of the invitation it was started from. */
  invitedAs: string | null
  asked: number
  /** Documents of a result; null while there is none. */
  agreed: number | null
  createdAt: Date
  lastEventAt: Date
}

const agreedOf = (asked: readonly DocType[], consented: readonly DocType[] | null): number | null =>
  consented === null ? null : asked.filter((doc) => consented.includes(doc)).length

type Beside = {
  names: Awaited<ReturnType<typeof versionNames>>
  invited: Awaited<ReturnType<typeof invitedAs>>
  /** The last line of each time line. */
  lastEvents: ReadonlyMap<string, Date>
}

const toAdminSessionRow = (row: ListRow, { names, invited, lastEvents }: Beside): AdminSessionRow => {
  const { created_at, sent_at, bound_return_at, unbound_return_at, consent_seen_at, finished_at } = row
  const times = [created_at, sent_at, bound_return_at, unbound_return_at, consent_seen_at, finished_at]
  const last = Math.max(...times.map((time) => time?.getTime() ?? 0))
  return {
    id: row.id,
    reference: row.reference,
    state: staffStateOf({ status: row.status, sentAt: row.sent_at, returned: row.bound_return_at !== null }, now()),
    flow: row.flow,
    template: names.get(row.template_version_id ?? '')?.name ?? null,
    invitedAs: invited.get(row.invitation_id ?? '') ?? null,
    asked: row.doc_types.length,
    agreed: isResult(row) ? agreedOf(row.doc_types, row.documents_consented) : null,
    createdAt: row.created_at,
    // A row without a trail, as a seeded one is, has its own times.
    lastEventAt: lastEvents.get(row.id) ?? new Date(last),
  }
}

/** A page of them with what stands beside each: three more reads for the whole page, whatever the list's own plan is. */
export const toAdminSessionRows = async (rows: readonly ListRow[]): Promise<AdminSessionRow[]> => {
  const [names, invited, lastEvents] = await Promise.all([
    versionNames(rows.map(({ template_version_id }) => template_version_id)),
    invitedAs(rows.map(({ invitation_id }) => invitation_id)),
    lastEventsOf(rows.map(({ id }) => id)),
  ])
  return rows.map((row) => toAdminSessionRow(row, { names, invited, lastEvents }))
}
