import 'server-only'
import { changeColleague, endAllSignIns } from './colleague-change'
import type { TeamActor } from './team-actor'

/**
 * Takes every second factor of a colleague away, as after a lost phone without recovery codes. The password stays needed;
 * where the role asks for a second factor, the next sign-in sets a new one up.
 */
export const resetFactors = (actor: TeamActor, staffId: string) =>
  changeColleague(actor, staffId, async (tx) => {
    const { rowCount: apps } = await tx.client.query('delete from staff_totp where staff_id = $1', [staffId])
    const { rowCount: passkeys } = await tx.client.query('delete from staff_passkeys where staff_id = $1', [staffId])
    const { rowCount: codes } = await tx.client.query('delete from staff_recovery_codes where staff_id = $1', [staffId])
    if (!apps && !passkeys && !codes) return null
    await endAllSignIns(tx, staffId)
    return { action: 'factor.reset', detail: { apps, passkeys, codes } }
  })
