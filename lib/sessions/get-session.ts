import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { PersonActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { db } from '@/lib/db/client'
import { type KycSession, kycSessions } from '@/lib/db/schema/sessions'
import { isSecret } from '@/lib/ids'
import { codeStateOf } from '@/lib/kyc/held-code'
import { resultOpenMs } from './binder'
import { currentPerson } from './binding'
import { codeFactsOf, readCode } from './held-code'
import { type PersonSession, toPersonSession } from './session-dto'

/** The person's own session by its handle; someone else's, an ended and an unknown one are all null. */
export const getOwnSession = async (actor: PersonActor, handle: string): Promise<KycSession | null> => {
  if (!isSecret(handle)) return null
  const [row] = await db()
    .select()
    .from(kycSessions)
    .where(and(eq(kycSessions.handle, handle), eq(kycSessions.owner_id, actor.ownerId)))
  if (!row || (row.finished_at && now().getTime() - row.finished_at.getTime() > resultOpenMs)) return null
  return row
}

const codeOf = async (row: KycSession): Promise<PersonSession['code']> => {
  const kept = row.status === 'held' && row.held_policy === 'code' ? await readCode(row.id) : null
  return kept && (codeStateOf(codeFactsOf(row, kept), now()).kind === 'over' ? 'over' : 'asked')
}

/** The same for the page: who asks is read from the cookie of this request. */
export const getPersonSession = async (handle: string): Promise<PersonSession | null> => {
  const actor = await currentPerson()
  const row = actor && (await getOwnSession(actor, handle))
  return row ? toPersonSession(row, await codeOf(row)) : null
}
