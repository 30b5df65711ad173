import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { Cell } from '@/lib/export/cells'
import type { ExportGrant } from '@/lib/export/register'
import { type ExportFile, type ExportSource, sendExport } from '@/lib/export/send-export'
import { readFilter } from '@/lib/kyc/read-filter'
import { outcomeOf } from '@/lib/kyc/session-outcome'
import { isResult } from '@/lib/kyc/settled'
import { staffStateOf } from '@/lib/kyc/staff-state'
import type { Result } from '@/lib/result'
import { sessionsStatement } from './session-statement'

const asTheyAre = [
  'id',
  'reference',
  'status',
  'held_reason',
  'release_reason',
  'fail_reason',
  'flow',
  'provider_status',
  'cancelled_by',
  'reads',
  'template_version_id',
  'invitation_id',
] as const
const lists = ['doc_types', 'documents_consented'] as const
const times = [
  'created_at',
  'sent_at',
  'bound_return_at',
  'unbound_return_at',
  'consent_expiry',
  'finished_at',
] as const

/** Looked up for each row as it is sent, so that the order of the rows stays what the statement says. */
const beside = {
  template: `(select t.name from template_versions v join templates t on t.id = v.template_id
    where v.id = template_version_id)`,
  invitation_reference: '(select i.reference from invitations i where i.id = invitation_id)',
} as const

type Row = Pick<KycSession, (typeof asTheyAre)[number]> &
  Record<(typeof lists)[number] | (typeof times)[number] | keyof typeof beside, string | null>

/**
 * Lists and times as the text they are written as. The driver would make a list and a Date of each, which is three quarters
 * of what a row costs this process, only for both to be written out again.
 */
const written = [
  ...asTheyAre,
  ...lists.map((name) => `array_to_string(${name}, ' ') as ${name}`),
  ...times.map((name) => `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${name}`),
  ...Object.entries(beside).map(([name, select]) => `${select} as ${name}`),
].join(', ')

const words = (list: string | null): readonly string[] | null =>
  list === null ? null : list.split(' ').filter((word) => word !== '')

const stateOf = ({ status, sent_at, bound_return_at }: Row, at: Date): string =>
  // Only there the clock has a say.
  status === 'at_provider'
    ? staffStateOf(
        { status, sentAt: sent_at === null ? null : new Date(sent_at), returned: bound_return_at !== null },
        at,
      )
    : status

/**
 * What list and detail show and nothing that names a person. `session_id` stays inside: `reference` leads to it in the
 * console, where each look is one person's, while a file is everybody's who gets hold of it (R-21). Reasons and notes in
 * colleagues' own words stay inside too. The reference of an invitation is the organisation's own, without which no row could
 * be told apart in its books.
 */
const cells: readonly (readonly [string, (row: Row, at: Date) => Cell])[] = [
  ['reference', (row) => row.reference],
  ['id', (row) => row.id],
  ['state', stateOf],
  ['outcome', (row) => outcomeOf(row.status)],
  ['flow', (row) => row.flow],
  ['doc_types', (row) => words(row.doc_types)],
  // Without a result it is only what the provider reported, and nobody may count on it.
  ['documents_consented', (row) => (isResult(row) ? words(row.documents_consented) : null)],
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
  ['template', (row) => row.template],
  ['invitation_reference', (row) => row.invitation_reference],
]

const sourceOf = ({ filter }: ExportGrant): ExportSource<Row> => {
  // The states that the clock decides are those of one moment, however long the download takes.
  const at = now()
  const { text, values } = sessionsStatement(readFilter(Object.fromEntries(new URLSearchParams(filter))).filter, {
    columns: [...asTheyAre, ...lists, ...times].join(', '),
    direction: 'older',
    from: null,
  })
  return {
    columns: cells.map(([name]) => name),
    statement: { text: `select ${written} from (${text}) sessions`, values },
    toCells: (row) => cells.map(([, cell]) => cell(row, at)),
  }
}

/** The sessions of a granted export, newest first. @param id of the grant */
export const exportSessions = (
  actor: Permitted<'sessions.export'>,
  id: string,
): Promise<Result<ExportFile, { code: 'busy' | 'not_open' }>> => sendExport(actor, id, 'sessions', sourceOf)
