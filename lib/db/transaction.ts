import 'server-only'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import { pool } from './client'

/** One open transaction: drizzle and the raw connection beneath it, for named prepared statements and pg-boss. */
export type Tx = {
  db: NodePgDatabase
  client: PoolClient
  /** Runs once the change is durable; for caches and nudges, never for state. */
  afterCommit(then: () => void): void
}

/**
 * Runs `work` in one transaction; it commits when `work` resolves and rolls back when it throws.
 * Never call the provider inside: a slow vendor would hold locks.
 */
export const withTransaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await pool().connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const later: (() => void)[] = []
    const value = await work({ db: drizzle(client), client, afterCommit: (then) => later.push(then) })
    await client.query('commit')
    for (const then of later) then()
    return value
  } catch (error) {
    // A connection that cannot even roll back is thrown away, not handed to the next request.
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    client.release(broken)
  }
}
