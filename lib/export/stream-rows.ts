import 'server-only'
import { Client, type QueryResultRow } from 'pg'
import { pool } from '@/lib/db/client'
import { env } from '@/lib/env'

/** Rows of one FETCH: enough that the way to the server costs nothing, few enough that memory stays flat. */
const batchSize = 1_000

/** A reader that takes nothing for this long has gone; its snapshot must not keep old row versions alive. */
const stalledMs = 2 * 60_000

// Not from the pool: an export lasts as long as a download does, and no page may wait for its connection.
const ownConnection = (): Client =>
  new Client({
    connectionString: env().databaseUrl,
    connectionTimeoutMillis: 5_000,
    // Counts for one batch. A portal read through the extended protocol would be timed as a whole, and a long download
    // would be cut in the middle; a cursor of the transaction is not.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: stalledMs,
    application_name: 'swikriti_export',
  })

const backendOf = async (client: Client): Promise<number | undefined> =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid

/**
 * The rows of a statement in batches, from a cursor on the server: one snapshot, flat memory however many there are.
 * However it ends (all read, an error, a reader who went away), statement, transaction and connection end with it.
 * @param signal aborted when nobody reads any more; also stops a batch that is being made at that moment
 */
export async function* streamRows<Row extends QueryResultRow>(
  text: string,
  values: readonly unknown[],
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const client = ownConnection()
  // A connection that dies between two batches also rejects the next FETCH; unheard, it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  let stop: () => void = () => undefined
  try {
    const pid = await backendOf(client)
    // A server does not notice that its reader is gone while it sorts; it must be told.
    stop = () =>
      void pool()
        .query('select pg_cancel_backend($1)', [pid])
        .catch(() => client.end())
    signal.addEventListener('abort', stop, { once: true })
    signal.throwIfAborted()
    await client.query('begin isolation level repeatable read, read only')
    await client.query(`declare export no scroll cursor for ${text}`, [...values])
    for (;;) {
      signal.throwIfAborted()
      const { rows } = await client.query<Row>(`fetch forward ${batchSize} from export`)
      if (rows.length > 0) yield rows
      if (rows.length < batchSize) return
    }
  } finally {
    signal.removeEventListener('abort', stop)
    await client.end()
  }
}
