import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { currentPerson } from './binding'

/** An attempt that can still be finished at DigiLocker and nobody came back from. */
export type UnfinishedSession = { handle: string; sentAt: Date; openUntil: Date }

/** That of an invitation which this browser has open at the provider; null where there is none. */
export const unfinishedOf = async (invitationId: string): Promise<UnfinishedSession | null> => {
  const person = await currentPerson()
  if (!person) return null
  const { rows } = await pool().query<Pick<KycSession, 'handle' | 'sent_at' | 'consent_expiry'>>({
    name: 'unfinished_of_invitation',
    text: `select handle, sent_at, consent_expiry from kyc_sessions
           where invitation_id = $1 and owner_id = $2 and status = 'at_provider' and bound_return_at is null
             and consent_expiry > $3
           order by created_at desc limit 1`,
    values: [invitationId, person.ownerId, now()],
  })
  const [row] = rows
  return row?.sent_at ? { handle: row.handle, sentAt: row.sent_at, openUntil: row.consent_expiry } : null
}
