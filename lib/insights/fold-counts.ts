import 'server-only'
import { pool } from '@/lib/db/client'

/** As many changes at once as fold in well under a second, so that no statement runs into the pool's time-out. */
const most = 50_000

/** Folds what sessions left behind when they moved into the counts. Readers are right without it, only slower. */
export const foldCounts = async (): Promise<number> => {
  let total = 0
  for (;;) {
    const { rows } = await pool().query<{ folded: number }>({
      name: 'fold_session_counts',
      text: 'select session_counts_fold($1) as folded',
      values: [most],
    })
    const folded = rows[0]?.folded ?? 0
    total += folded
    if (folded < most) return total
  }
}
