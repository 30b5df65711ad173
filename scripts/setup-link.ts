import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'

const lifetimeMinutes = 30

/** `replaced`: an earlier link was still good until now. */
export type SetupLink = { address: string; replaced: boolean }

/**
 * Makes the one-time address at which the first administrator sets the product up; it dies after use, after 30 minutes, or
 * when the next one is made: a link that was shown to the wrong eyes must not outlive the wish for another.
 * Only a hash is stored, so that reading the database gives nobody an account.
 * @returns null when an administrator exists already
 */
export async function makeSetupLink(databaseUrl: string, publicOrigin: string): Promise<SetupLink | null> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    await client.query('begin')
    // The lock of lib/staff/first-run.ts: two makers, or a maker and somebody who is just setting up, take turns.
    await client.query(`select pg_advisory_xact_lock(hashtext('first administrator'))`)
    const { rows } = await client.query('select 1 from staff limit 1')
    if (rows.length > 0) return null
    const { rowCount } = await client.query(
      'update setup_tokens set expires_at = now() where used_at is null and expires_at > now()',
    )
    const token = randomBytes(32).toString('base64url')
    await client.query(
      `insert into setup_tokens (token_hash, expires_at) values ($1, now() + $2 * interval '1 minute')`,
      [createHash('sha256').update(token).digest(), lifetimeMinutes],
    )
    await client.query('commit')
    return { address: `${publicOrigin}/setup?token=${token}`, replaced: (rowCount ?? 0) > 0 }
  } finally {
    // Ends a transaction that was not committed with the connection.
    await client.end()
  }
}
