import 'server-only'
import { pool } from '@/lib/db/client'
import { errorFields, log } from '@/lib/log'
import { newRecordKey, open, SealError, seal } from '@/lib/security/encrypt'

/** An access token as all instances share it. `generation` grows with every new one. */
export type StoredToken = { token: string; generation: number; obtainedAt: number; expiresAt: number }

type Row = { data_key: string; token_enc: string; obtained_at: Date; expires_at: Date; generation: number }

const contextOf = (keyId: string) => ({ table: 'provider_tokens', rowId: keyId })

/** The shared token, or null when there is none; one that cannot be opened counts as none and is replaced. */
export const readToken = async (keyId: string): Promise<StoredToken | null> => {
  const { rows } = await pool().query<Row>({
    name: 'provider_token_read',
    text: 'select data_key, token_enc, obtained_at, expires_at, generation from provider_tokens where key_id = $1',
    values: [keyId],
  })
  const row = rows[0]
  if (!row) return null
  const rest = {
    generation: row.generation,
    obtainedAt: row.obtained_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  }
  try {
    return { ...rest, token: open({ ...contextOf(keyId), dataKey: row.data_key }, 'token_enc', row.token_enc) }
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    // A token is worth one call, not a stop; the old generation stays, so that the new one counts on from it.
    log.warn('provider.token_unreadable', errorFields(error))
    return { ...rest, token: '', expiresAt: 0 }
  }
}

/** Replaces the shared token and returns it with its generation, one above the last. */
export const writeToken = async (keyId: string, token: Omit<StoredToken, 'generation'>): Promise<StoredToken> => {
  const dataKey = newRecordKey(contextOf(keyId))
  const { rows } = await pool().query<{ generation: number }>(
    `insert into provider_tokens (key_id, data_key, token_enc, obtained_at, expires_at, generation)
     values ($1, $2, $3, $4, $5, 1)
     on conflict (key_id) do update set data_key = excluded.data_key, token_enc = excluded.token_enc,
       obtained_at = excluded.obtained_at, expires_at = excluded.expires_at,
       generation = provider_tokens.generation + 1
     returning generation`,
    [
      keyId,
      dataKey,
      seal({ ...contextOf(keyId), dataKey }, 'token_enc', token.token),
      new Date(token.obtainedAt),
      new Date(token.expiresAt),
    ],
  )
  return { ...token, generation: rows[0]?.generation ?? 1 }
}

/**
 * Runs `work` while no other instance does for the same key, or returns null at once when one does. The lock lives on
 * its own connection and no transaction is open: should this process die, the database frees the lock with it.
 */
export const withTokenLock = async <T>(keyId: string, work: () => Promise<T>): Promise<T | null> => {
  const client = await pool().connect()
  // The connection rests while the vendor answers; if the database goes away then, the lock is gone and `work` is not.
  client.on('error', (error) => log.warn('provider.token_lock_lost', errorFields(error)))
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [`provider_token:${keyId}`],
    )
    return rows[0]?.locked ? await work() : null
  } finally {
    // Closing the connection is the one way of giving the lock back that cannot fail.
    client.release(true)
  }
}
