import 'server-only'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { processState } from '@/lib/process-state'
import { meansAway, noteDatabaseAway } from './health'
import { OneWriteSocket } from './one-write'

type Held = { pool: Pool; db: NodePgDatabase }

const shelf = () => processState<{ held?: Held }>('database', () => ({}))

const open = (): Held => {
  const pool = new Pool({
    connectionString: env().databaseUrl,
    max: 16,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // A person must not wait longer for us than for the provider; a stuck statement frees its connection.
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 20_000,
    // Statements of one connection follow each other without waiting for the answers in between (lib/db/transaction.ts).
    pipeline: true,
    stream: () => new OneWriteSocket(),
    application_name: 'swikriti',
  })
  // An idle connection that dies (database restarted) is replaced on next use; without a listener it ends the process.
  pool.on('error', (error) => {
    log.warn('db.connection_lost', { error_name: error.name })
    if (meansAway(error)) noteDatabaseAway(ping(pool))
  })
  // The pool listens to idle connections only. One that dies while a transaction rests between two statements would end
  // the process too (F-21); here it is heard, and the next statement on it rejects as it should. It is noticed before that
  // statement is answered, so that whoever waits for it is told 503.
  pool.on('connect', (client) =>
    client.on('error', (error) => {
      if (meansAway(error)) noteDatabaseAway(ping(pool))
    }),
  )
  return { pool, db: drizzle(pool) }
}

const ping = (pool: Pool) => () => pool.query('select 1')

/** Called with every unexpected error of a request: a database that is away is noticed at the first one. */
export const watchForLoss = (error: unknown): void => {
  const { held } = shelf()
  if (held && meansAway(error)) noteDatabaseAway(ping(held.pool))
}

const held = (): Held => {
  const here = shelf()
  here.held ??= open()
  return here.held
}

/** The one `pg` pool of this process. */
export const pool = (): Pool => held().pool

/** drizzle over the same pool. */
export const db = (): NodePgDatabase => held().db

/** Closes the pool at shutdown and between tests; the next use opens a new one. */
export const closeDb = async (): Promise<void> => {
  const here = shelf()
  const closing = here.held
  delete here.held
  await closing?.pool.end()
}
