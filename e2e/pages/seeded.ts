import { sessionIndexKey } from '../../scripts/seed/seal-row.ts'
import { seedSessions } from '../../scripts/seed/seed-sessions.ts'
import { tellStories } from '../../scripts/seed/tell-stories.ts'
import type { Stack } from '../../scripts/stack.ts'

/** A month of sessions in the database of a stack; a second call finds them there. */
export const seedMonth = async (stack: Stack, sessions = 300): Promise<void> => {
  const client = await stack.db.connect()
  try {
    const { rows } = await client.query(`select 1 from kyc_sessions where locale = 'en' having count(*) > 100`)
    if (rows.length > 0) return
    await client.query('begin')
    await seedSessions(client, {
      sessions,
      days: 30,
      now: new Date(),
      indexKey: sessionIndexKey(stack.env.NEXTAUTH_SECRET ?? ''),
      say: () => undefined,
    })
    await client.query('commit')
    await tellStories(client, { newest: sessions, encryptionKeys: stack.env.ENCRYPTION_KEYS ?? '' })
  } finally {
    client.release()
  }
}
