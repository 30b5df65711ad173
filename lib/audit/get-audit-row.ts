import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import { type AuditRow, type FoundRow, foundColumns, foundJoins, toAuditRow } from './audit-row'
import { openHead, type SealedHead } from './chain/signed-head'
import { trustedKeys } from './keys'

/** One row with what proves it. */
export type AuditEntry = AuditRow & {
  readonly request_id: string | null
  /** The exact text that was hashed. */
  readonly body: string
  readonly hash: string
  readonly prev_hash: string
  /** The first signed head over this row, if its signature is ours; null while the row waits for one. */
  readonly signed: { readonly number: number; readonly at: string } | null
  readonly older: number | null
  readonly newer: number | null
}

const signedOver = async (seq: number): Promise<AuditEntry['signed']> => {
  const { rows } = await pool().query<SealedHead>({
    name: 'audit_head_over',
    text: `select statement, signature from audit_heads where kind = 'head' and seq >= $1 order by seq limit 1`,
    values: [seq],
  })
  const said = rows[0] && openHead(trustedKeys(), rows[0])
  return said ? { number: said.number, at: said.at } : null
}

type Neighbours = { older: string | null; newer: string | null }

/** One row of the trail, or null when there is none (any more). */
export const getAuditRow = async (_actor: Permitted<'audit.read'>, seq: number): Promise<AuditEntry | null> => {
  const { rows } = await pool().query<FoundRow & Neighbours>({
    name: 'audit_row',
    text: `select ${foundColumns}, (select max(seq) from audit_events where seq < $1) as older,
        (select min(seq) from audit_events where seq > $1) as newer
      from audit_events e ${foundJoins} where e.seq = $1`,
    values: [seq],
  })
  const row = rows[0]
  if (!row) return null
  return {
    ...toAuditRow(row),
    request_id: row.request_id,
    body: row.body,
    hash: row.hash.toString('hex'),
    prev_hash: row.prev_hash.toString('hex'),
    signed: await signedOver(seq),
    older: row.older === null ? null : Number(row.older),
    newer: row.newer === null ? null : Number(row.newer),
  }
}
