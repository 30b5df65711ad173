import 'server-only'
import { now } from '@/lib/clock'
import { changeColleague, endAllSignIns } from './colleague-change'
import type { TeamActor } from './team-actor'

/** Keeps a colleague out from their next request on; what they did stays under their name. */
export const disableColleague = (actor: TeamActor, staffId: string) =>
  changeColleague(actor, staffId, async (tx, { disabled_at }) => {
    if (disabled_at) return null
    await tx.client.query('update staff set disabled_at = $2 where id = $1', [staffId, now()])
    await endAllSignIns(tx, staffId)
    return { action: 'staff.disabled' }
  })

/** Lets a colleague sign in again, with password and second factor as before; no earlier sign-in comes back. */
export const enableColleague = (actor: TeamActor, staffId: string) =>
  changeColleague(actor, staffId, async (tx, { disabled_at }) => {
    if (!disabled_at) return null
    await tx.client.query('update staff set disabled_at = null where id = $1', [staffId])
    return { action: 'staff.enabled' }
  })
