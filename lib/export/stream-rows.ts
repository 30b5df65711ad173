import 'server-only'
import { Client, type QueryResultRow } from 'pg'
import { env } from '@/lib/env'

/** Rows of one FETCH: enough that the way to the server costs nothing, few enough that memory stays flat. */
const batchSize = 1_000

/** A reader that takes nothing for this long has gone; its cursor must not hold old row versions for ever. */
const idleMs = 5 * 60_000

const ownConnection = (): Client =>
  // Not from the pool: an export may last as long as a slow download, and pages must not wait for its connection.
  new Client({
    connectionString: env().databaseUrl,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: idleMs,
    application_name: 'swikriti_export',
  })

/**
 * The rows of a statement in batches, from a cursor on the server: one snapshot, flat memory however many there are.
 * However the reader ends (all read, an error, a browser that went away), the connection ends with it.
 */
export async function* streamRows<Row extends QueryResultRow>(
  text: string,
  values: readonly unknown[],
): AsyncGenerator<readonly Row[]> {
  const client = ownConnection()
  // A connection that dies between two batches also rejects the next FETCH; unheard, it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    await client.query(`declare export no scroll cursor for ${text}`, [...values])
    for (;;) {
      const { rows } = await client.query<Row>(`fetch forward ${batchSize} from export`)
      if (rows.length === 0) return
      yield rows
    }
  } finally {
    await client.end()
  }
}
