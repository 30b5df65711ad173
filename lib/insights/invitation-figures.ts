import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'

/** Invitations created on some days, and how many of them somebody has pressed Continue on since. */
export type InvitationFigures = { readonly invited: number; readonly opened: number }

/** Exported for the test that reads the plan. */
export const invitedQuery = {
  name: 'invitation_figures',
  text: `select coalesce(sum(n), 0)::float8 as invited, coalesce(sum(n) filter (where opened), 0)::float8 as opened
         from (select opened, invitations as n from invitation_counts where day between $1 and $2
               union all
               select opened, change from invitation_count_changes where day between $1 and $2) as cells`,
} as const

/** Counts plus the changes that are not folded yet: exact at every moment, and two rows a day however many were invited. */
export const invitationFigures = async (
  _actor: Permitted<'sessions.read'>,
  first: string,
  last: string,
): Promise<InvitationFigures> => {
  const { rows } = await pool().query<InvitationFigures>({ ...invitedQuery, values: [first, last] })
  return rows[0] ?? { invited: 0, opened: 0 }
}
