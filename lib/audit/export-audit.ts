import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import type { Cell } from '@/lib/export/cells'
import type { ExportGrant } from '@/lib/export/register'
import { type ExportFile, type ExportSource, sendExport } from '@/lib/export/send-export'
import type { Result } from '@/lib/result'
import { isActorKind, readAuditFilter } from './audit-filter'
import { searchOf } from './audit-search'
import { type ChainRow, chainColumns } from './chain/chain'

type Row = Omit<ChainRow, 'seq'> & { seq: string }

/** Everything a row is, hashes too: a file without a filter can be verified by whoever holds it and a public key. */
const cells: readonly (readonly [string, (row: Row) => Cell])[] = [
  ['seq', (row) => Number(row.seq)],
  ['at', (row) => row.at],
  ['actor_kind', (row) => row.actor_kind],
  ['actor_id', (row) => row.actor_id],
  ['action', (row) => row.action],
  ['object_id', (row) => row.object_id],
  ['request_id', (row) => row.request_id],
  ['body', (row) => row.body],
  ['prev_hash', (row) => row.prev_hash.toString('hex')],
  ['hash', (row) => row.hash.toString('hex')],
]

const sourceOf = async ({ filter }: ExportGrant): Promise<ExportSource<Row>> => {
  const search = await searchOf(readAuditFilter(Object.fromEntries(new URLSearchParams(filter))).filter)
  const values: unknown[] = []
  const one = (condition: string, value: unknown): string[] =>
    value === null ? [] : [`${condition} $${values.push(value)}`]
  const { who } = search
  const conditions = [
    ...one(who !== null && isActorKind(who) ? 'actor_kind =' : 'actor_id =', who),
    ...one('action =', search.action),
    ...(search.objects ? [`object_id = any($${values.push(search.objects)})`] : []),
    ...one('at >=', search.since),
    ...one('at <', search.before),
  ]
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
  return {
    columns: cells.map(([name]) => name),
    // Oldest first, the order in which a chain is verified.
    statement: { text: `select ${chainColumns} from audit_events ${where} order by seq`, values },
    toCells: (row) => cells.map(([, cell]) => cell(row)),
  }
}

/** The rows of a granted export. @param id of the grant */
export const exportAudit = (
  actor: Permitted<'audit.export'>,
  id: string,
): Promise<Result<ExportFile, { code: 'busy' | 'not_open' }>> => sendExport(actor, id, 'audit', sourceOf)
