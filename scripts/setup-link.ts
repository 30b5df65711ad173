import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'

const lifetimeMinutes = 30

/**
 * Makes the one-time address at which the first administrator sets the product up; it dies after use or 30 minutes.
 * Only a hash is stored, so that reading the database gives nobody an account.
 * @returns null when an administrator exists already
 */
export async function makeSetupLink(databaseUrl: string, publicOrigin: string): Promise<string | null> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from staff limit 1')
    if (rows.length > 0) return null
    const token = randomBytes(32).toString('base64url')
    await client.query(
      `insert into setup_tokens (token_hash, expires_at) values ($1, now() + $2 * interval '1 minute')`,
      [createHash('sha256').update(token).digest(), lifetimeMinutes],
    )
    return `${publicOrigin}/setup?token=${token}`
  } finally {
    await client.end()
  }
}
