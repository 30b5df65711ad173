import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import { addDays, startOfIndiaDay } from '@/lib/kyc/india-time'

/** Invitations created on some days, and how many of them somebody has pressed Continue on since. */
export type InvitationFigures = { readonly invited: number; readonly opened: number }

/** Reads one index from the first day to the last, however many invitations lie outside of them. */
export const invitationFigures = async (
  _actor: Permitted<'sessions.read'>,
  first: string,
  last: string,
): Promise<InvitationFigures> => {
  const { rows } = await pool().query<InvitationFigures>({
    name: 'invitation_figures',
    text: `select count(*)::float8 as invited, count(opened_at)::float8 as opened from invitations
           where created_at >= $1 and created_at < $2`,
    values: [startOfIndiaDay(first), startOfIndiaDay(addDays(last, 1))],
  })
  return rows[0] ?? { invited: 0, opened: 0 }
}
