import 'server-only'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PoolClient, QueryConfig } from 'pg'
import { pool } from './client'

/** One open transaction: drizzle and the raw connection beneath it, for named prepared statements and pg-boss. */
export type Tx = {
  readonly db: NodePgDatabase
  client: PoolClient
  /**
   * A statement whose result nobody waits for: it travels with those that follow and with the commit. Should it fail,
   * nothing is committed and its error is the transaction's.
   */
  send(statement: QueryConfig): void
  /** Runs once the change is durable; for caches and nudges, never for state. */
  afterCommit(then: () => void): void
}

// Named like every hot statement: a named one leaves in one write with what is said after it in the same turn.
const begin = { name: 'begin', text: 'begin' }
const commit = { name: 'commit', text: 'commit' }

/** Hears a refusal at once, so that it waits for whoever asks later instead of counting as unhandled. */
export const heard = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => undefined)
  return promise
}

/**
 * Runs `work` in one transaction; it commits when `work` resolves and rolls back when it throws.
 * Never call the provider inside: a slow vendor would hold locks.
 */
export const withTransaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await pool().connect()
  let broken: Error | undefined
  try {
    const sent = [heard(client.query(begin))]
    const later: (() => void)[] = []
    let builder: NodePgDatabase | undefined
    const value = await work({
      // Made when first asked for: the hot transactions speak plain SQL and never need it.
      get db() {
        builder ??= drizzle(client)
        return builder
      },
      client,
      send: (statement) => sent.push(heard(client.query(statement))),
      afterCommit: (then) => later.push(then),
    })
    // PostgreSQL answers a commit after a failed statement with a rollback, so it need not wait to hear of one.
    const committed = heard(client.query(commit))
    await Promise.all(sent)
    const { command } = await committed
    if (command !== 'COMMIT') throw new Error(`expected the transaction to commit, found ${command}`)
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
