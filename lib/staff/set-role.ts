import 'server-only'
import type { Role } from '@/lib/auth/permissions'
import { changeColleague, endAllSignIns } from './colleague-change'
import type { TeamActor } from './team-actor'

/**
 * Another role for a colleague, from their next request on. They sign in anew: a password was enough for a viewer, and must
 * not be for an operator.
 */
export const setRole = (actor: TeamActor, staffId: string, role: Role) =>
  changeColleague(actor, staffId, async (tx, colleague) => {
    if (colleague.role === role) return null
    await tx.client.query('update staff set role = $2 where id = $1', [staffId, role])
    await endAllSignIns(tx, staffId)
    return { action: 'staff.role_changed', detail: { from: colleague.role, to: role } }
  })
