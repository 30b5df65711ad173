import 'server-only'
import { eq } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { type KycSession, kycSessions } from '@/lib/db/schema/sessions'

/** The bare row, for callers that have authorised the reading themselves. */
export const getSessionById = async (id: string): Promise<KycSession | null> => {
  const [row] = await db().select().from(kycSessions).where(eq(kycSessions.id, id))
  return row ?? null
}
