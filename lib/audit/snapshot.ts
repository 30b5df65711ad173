import 'server-only'
import type { PoolClient } from 'pg'
import { pool } from '@/lib/db/client'

/** Reads in one snapshot, in which rows and heads belong together; whatever was opened in it ends with it. */
export const inSnapshot = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool().connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    return await work(client)
  } finally {
    await client.query('rollback').then(
      () => client.release(),
      // A connection that cannot even end its transaction is thrown away.
      (error: Error) => client.release(error),
    )
  }
}
