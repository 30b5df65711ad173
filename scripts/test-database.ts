import { join } from 'node:path'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres.ts'
import { dataFolder, setting } from './settings.ts'

const template = 'swikriti_template'

export type TestDatabase = {
  /** A superuser address on the server that holds the migrated template. */
  adminUrl: string
  stop(): Promise<void>
}

/**
 * The server the tests use: the one DATABASE_URL names, or an embedded one of their own, made anew each time.
 * Every test file copies its database from one migrated template (lib/db/testing.ts, scripts/stack.ts).
 */
export async function startTestDatabase(say: (line: string) => void): Promise<TestDatabase> {
  const given = setting('DATABASE_URL')
  if (given) {
    await remakeTemplate(given)
    return { adminUrl: given, stop: async () => {} }
  }
  const dataDir = join(dataFolder, 'test-postgres')
  // What an earlier run left is worth nothing, and a migration of today may differ from the one it was made with.
  const server = await startPostgres({ dataDir, database: template, say, anew: true })
  await migrate(server.url)
  return { adminUrl: server.urlOf('postgres'), stop: server.stop }
}

async function remakeTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`drop database if exists ${template} with (force)`)
    await client.query(`create database ${template}`)
  } finally {
    await client.end()
  }
  await migrate(adminUrl.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${template}`))
}
