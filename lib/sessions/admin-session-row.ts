import 'server-only'
import { now } from '@/lib/clock'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { DocType } from '@/lib/kyc/doc-types'
import { isResult, type StaffState, staffStateOf } from '@/lib/kyc/staff-state'
import { versionNames } from '@/lib/templates/version-names'

/** The columns a list shows, and no others: nothing here is sealed or personal. */
export const listColumns = `id, reference, status, flow, doc_types, documents_consented, created_at, sent_at,
  bound_return_at, unbound_return_at, consent_seen_at, finished_at, template_version_id`

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
>

/** One line of the console's list. */
export type AdminSessionRow = {
  id: string
  reference: string
  state: StaffState
  flow: 'signin' | 'signup'
  /** Name of the template; null for a session older than templates. */
  template: string | null
  asked: number
  /** Documents of a result; null while there is none. */
  agreed: number | null
  createdAt: Date
  lastEventAt: Date
}

const agreedOf = (asked: readonly DocType[], consented: readonly DocType[] | null): number | null =>
  consented === null ? null : asked.filter((doc) => consented.includes(doc)).length

const toAdminSessionRow = (row: ListRow, names: Awaited<ReturnType<typeof versionNames>>): AdminSessionRow => {
  const { created_at, sent_at, bound_return_at, unbound_return_at, consent_seen_at, finished_at } = row
  const times = [created_at, sent_at, bound_return_at, unbound_return_at, consent_seen_at, finished_at]
  const last = Math.max(...times.map((time) => time?.getTime() ?? 0))
  return {
    id: row.id,
    reference: row.reference,
    state: staffStateOf({ status: row.status, sentAt: row.sent_at, returned: row.bound_return_at !== null }, now()),
    flow: row.flow,
    template: names.get(row.template_version_id ?? '')?.name ?? null,
    asked: row.doc_types.length,
    agreed: isResult(row.status) ? agreedOf(row.doc_types, row.documents_consented) : null,
    createdAt: row.created_at,
    lastEventAt: new Date(last),
  }
}

/** A page of them, each with the name of its template: one more read for the whole page, whatever the list's own plan is. */
export const toAdminSessionRows = async (rows: readonly ListRow[]): Promise<AdminSessionRow[]> => {
  const names = await versionNames(rows.map(({ template_version_id }) => template_version_id))
  return rows.map((row) => toAdminSessionRow(row, names))
}
