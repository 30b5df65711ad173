import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { Cell } from '@/lib/export/cells'
import type { ExportGrant } from '@/lib/export/register'
import { type ExportFile, type ExportSource, sendExport } from '@/lib/export/send-export'
import { readFilter } from '@/lib/kyc/read-filter'
import { outcomeOf } from '@/lib/kyc/session-outcome'
import { isResult, staffStateOf } from '@/lib/kyc/staff-state'
import type { Result } from '@/lib/result'
import { sessionsStatement } from './session-statement'

const read = [
  'id',
  'reference',
  'status',
  'held_reason',
  'fail_reason',
  'flow',
  'doc_types',
  'documents_consented',
  'provider_status',
  'cancelled_by',
  'reads',
  'created_at',
  'sent_at',
  'bound_return_at',
  'unbound_return_at',
  'consent_expiry',
  'finished_at',
] as const
type Row = Pick<KycSession, (typeof read)[number]>

/**
 * What list and detail show and nothing that names a person. `session_id` stays inside: `reference` leads to it in the
 * console, where each look is one person's, while a file is everybody's who gets hold of it (R-21). Reasons and notes in
 * colleagues' own words stay inside too.
 */
const cells: readonly (readonly [string, (row: Row, at: Date) => Cell])[] = [
  ['reference', (row) => row.reference],
  ['id', (row) => row.id],
  [
    'state',
    (row, at) => staffStateOf({ status: row.status, sentAt: row.sent_at, returned: row.bound_return_at !== null }, at),
  ],
  ['outcome', (row) => outcomeOf(row.status)],
  ['flow', (row) => row.flow],
  ['doc_types', (row) => row.doc_types],
  // Without a result it is only what the provider reported, and nobody may count on it.
  ['documents_consented', (row) => (isResult(row.status) ? row.documents_consented : null)],
  ['held_reason', (row) => (row.status === 'held' ? row.held_reason : null)],
  ['fail_reason', (row) => row.fail_reason],
  ['cancelled_by', (row) => row.cancelled_by],
  ['provider_status', (row) => row.provider_status],
  ['reads', (row) => row.reads],
  ['created_at', (row) => row.created_at],
  ['sent_at', (row) => row.sent_at],
  ['bound_return_at', (row) => row.bound_return_at],
  ['unbound_return_at', (row) => row.unbound_return_at],
  ['consent_expiry', (row) => row.consent_expiry],
  ['finished_at', (row) => row.finished_at],
]

const sourceOf = ({ filter }: ExportGrant): ExportSource<Row> => {
  // The states that the clock decides are those of one moment, however long the download takes.
  const at = now()
  return {
    columns: cells.map(([name]) => name),
    statement: sessionsStatement(readFilter(Object.fromEntries(new URLSearchParams(filter))).filter, {
      columns: read.join(', '),
      direction: 'older',
      from: null,
    }),
    toCells: (row) => cells.map(([, cell]) => cell(row, at)),
  }
}

/** The sessions of a granted export, newest first. @param id of the grant */
export const exportSessions = (
  actor: Permitted<'sessions.export'>,
  id: string,
): Promise<Result<ExportFile, { code: 'busy' | 'not_open' }>> => sendExport(actor, id, 'sessions', sourceOf)
