import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import type { AuditFilter, AuditPlace } from './audit-filter'
import { type AuditRow, type FoundRow, foundColumns, foundJoins, toAuditRow } from './audit-row'
import { boundsOf, searchOf } from './audit-search'
import { auditStatement, type Search, type Stretch } from './audit-statement'

export const auditPageSize = 25

/** One page, newest first. `older` and `newer` are row numbers for the address, null at the ends. */
export type AuditPage = {
  readonly rows: readonly AuditRow[]
  readonly older: number | null
  readonly newer: number | null
}

const rowsOf = async (seqs: readonly number[]): Promise<AuditRow[]> => {
  const { rows } = await pool().query<FoundRow>({
    name: 'audit_rows',
    text: `select ${foundColumns} from audit_events e ${foundJoins} where e.seq = any($1) order by e.seq desc`,
    values: [seqs],
  })
  return rows.map(toAuditRow)
}

const find = async (search: Search, stretch: Omit<Stretch, 'limit'>): Promise<number[]> => {
  const { text, values } = auditStatement(search, { ...stretch, limit: auditPageSize + 1 })
  const { rows } = await pool().query<{ seq: string }>(text, [...values])
  return rows.map(({ seq }) => Number(seq))
}

/** The trail newest first, by keyset: rows that arrive meanwhile never shift a page, and no page costs more than another. */
export const listAudit = async (
  actor: Permitted<'audit.read'>,
  filter: AuditFilter,
  from: AuditPlace,
): Promise<AuditPage> => {
  const search = await searchOf(filter)
  const bounds = await boundsOf(search)
  if (from !== null && 'newer' in from) {
    const found = await find(search, { ...bounds, above: Math.max(bounds.above, from.newer), direction: 'newer' })
    // Close to the top a page of newer rows would be short: the first page shows them all.
    if (found.length <= auditPageSize) return listAudit(actor, filter, null)
    const seqs = found.slice(0, auditPageSize).reverse()
    return { rows: await rowsOf(seqs), newer: seqs[0] ?? null, older: seqs.at(-1) ?? null }
  }
  const below = from === null ? bounds.below : Math.min(bounds.below, from.older)
  const found = await find(search, { ...bounds, below, direction: 'older' })
  const seqs = found.slice(0, auditPageSize)
  return {
    rows: await rowsOf(seqs),
    newer: from === null ? null : (seqs[0] ?? null),
    older: found.length > auditPageSize ? (seqs.at(-1) ?? null) : null,
  }
}
