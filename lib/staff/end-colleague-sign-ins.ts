import 'server-only'
import { changeColleague, endAllSignIns } from './colleague-change'
import type { TeamActor } from './team-actor'

/** Ends every sign-in of a colleague, as after a lost laptop. */
export const endColleagueSignIns = (actor: TeamActor, staffId: string) =>
  changeColleague(actor, staffId, async (tx) => {
    const count = await endAllSignIns(tx, staffId)
    return { action: 'staff.sign_in_ended', detail: { count } }
  })
