import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'

/** How many of the sessions that figures count for some days are erased already, because they never left for DigiLocker. */
export const erasedFigure = async (
  _actor: Permitted<'sessions.read'>,
  first: string,
  last: string,
): Promise<number> => {
  const { rows } = await pool().query<{ erased: number }>({
    name: 'erased_figure',
    text: 'select coalesce(sum(sessions), 0)::float8 as erased from unstarted_counts where day between $1 and $2',
    values: [first, last],
  })
  return rows[0]?.erased ?? 0
}
