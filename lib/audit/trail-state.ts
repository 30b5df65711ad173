import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { type Finding, findingKinds } from './chain/chain'
import { signingKey } from './keys'

/** What the watch over the trail found last, for the page. The proof itself is `npm run audit:verify`. */
export type TrailState = {
  /** The newest row that was checked and signed, and when. */
  readonly checkedSeq: number
  readonly checkedAt: Date | null
  /** The check has not run for longer than it may. */
  readonly late: boolean
  /** When every row had last been looked at again. */
  readonly wholeAt: Date | null
  readonly broken: (Finding & { readonly at: Date }) | null
  /** The public key whose signatures count; null while nothing is signed. */
  readonly publicKey: string | null
}

type Row = {
  checked_seq: string
  checked_at: Date | null
  whole_at: Date | null
  broken_kind: string | null
  broken_seq: string | null
  broken_up_to: string | null
  broken_at: Date | null
}

/** The watch looks every minute; a restart, or one long job before it, is no reason to worry anybody. */
const lateAfterMs = 10 * 60_000

const brokenOf = (row: Row): TrailState['broken'] => {
  const kind = findingKinds.find((word) => word === row.broken_kind)
  if (!kind || row.broken_at === null) return null
  const upTo = row.broken_up_to === null ? {} : { upTo: Number(row.broken_up_to) }
  return { kind, seq: Number(row.broken_seq), ...upTo, at: row.broken_at }
}

export const getTrailState = async (_actor: Permitted<'audit.read'>): Promise<TrailState> => {
  const { rows } = await pool().query<Row>({
    name: 'audit_watch',
    text: `select checked_seq, checked_at, whole_at, broken_kind, broken_seq, broken_up_to, broken_at
           from audit_watch where id = 1`,
  })
  const row = rows[0]
  if (!row) throw new Error('expected the one row of audit_watch, found none')
  return {
    checkedSeq: Number(row.checked_seq),
    checkedAt: row.checked_at,
    late: row.checked_at !== null && now().getTime() - row.checked_at.getTime() > lateAfterMs,
    wholeAt: row.whole_at,
    broken: brokenOf(row),
    publicKey: signingKey()?.publicText ?? null,
  }
}
