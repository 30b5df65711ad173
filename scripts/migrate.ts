import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartProblem } from './problem.ts'
import { root } from './settings.ts'

const migrationsFolder = join(root, 'drizzle')
const queueSchema = 'pgboss'
/** Any number that nobody else locks; the same in every version, or two versions would migrate at once. */
const lockKey = 7_459_201_844

export type MigrateOptions = {
  /** How long to wait for a database that does not answer yet. */
  patienceMs?: number
  say?: (line: string) => void
}

/**
 * Brings the tables of the product and of its queue to this version, once, whoever else tries at the same moment.
 * @returns whether anything had to change
 * @throws StartProblem when the database does not answer in time or refuses us
 */
export async function migrate(url: string, { patienceMs = 0, say = () => {} }: MigrateOptions = {}): Promise<boolean> {
  const client = await connectPatiently(url, patienceMs, say)
  try {
    if (await isCurrent(client)) return false
    await client.query('select pg_advisory_lock($1)', [lockKey])
    // Another instance may have done the work while we waited for the lock.
    if (await isCurrent(client)) return false
    say('Bringing the database to this version.')
    await migrateTables(client)
    await migrateQueue(client)
    return true
  } finally {
    await client.end()
  }
}

/** The tool is loaded only when there is work: a start with nothing to do must not pay for reading it. */
async function migrateTables(client: pg.Client): Promise<void> {
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const { migrate: run } = await import('drizzle-orm/node-postgres/migrator')
  await run(drizzle(client), { migrationsFolder })
}

async function migrateQueue(client: pg.Client): Promise<void> {
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    db: { executeSql: (text, values) => client.query(text, values) },
    schema: queueSchema,
    supervise: false,
    schedule: false,
  })
  boss.on('error', (error) => console.error('queue migration:', error))
  await boss.start()
  await boss.stop({ graceful: false, close: false })
}

async function isCurrent(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ tables: boolean; queue: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as tables, to_regclass($1) is not null as queue`,
    [`${queueSchema}.version`],
  )
  if (!rows[0]?.tables || !rows[0].queue) return false
  const found = await client.query<{ newest: string | null; queue: number | null }>(
    `select (select max(created_at) from drizzle.__drizzle_migrations) as newest,
            (select max(version) from ${queueSchema}.version) as queue`,
  )
  const row = found.rows[0]
  // A database of a newer version is fine: migrations only add until a later release (F-28).
  return Number(row?.newest ?? 0) >= newestMigration() && Number(row?.queue ?? 0) >= queueVersion()
}

/** The time stamp by which drizzle knows its newest migration. */
function newestMigration(): number {
  const journal: unknown = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8'))
  return Math.max(0, ...entriesOf(journal).map(({ when }) => when))
}

/** Guarantee: drizzle-kit writes this file in this shape. */
function entriesOf(journal: unknown): { when: number }[] {
  return (journal as { entries: { when: number }[] }).entries
}

function queueVersion(): number {
  const text = readFileSync(join(root, 'node_modules', 'pg-boss', 'package.json'), 'utf8')
  const { pgboss } = JSON.parse(text)
  if (typeof pgboss?.schema !== 'number') throw new Error('pg-boss no longer names its schema version in package.json')
  return pgboss.schema
}

async function connectPatiently(url: string, patienceMs: number, say: (line: string) => void): Promise<pg.Client> {
  const end = performance.now() + patienceMs
  for (let waitMs = 250; ; waitMs = Math.min(2 * waitMs, 5_000)) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'migrate' })
    // A connection lost between queries also rejects the next query; without a listener it would end the process.
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      if (!isAway(error) || performance.now() >= end) throw new StartProblem(describe(error), { cause: error })
      if (waitMs === 250) say('The database does not answer yet; waiting for it.')
      await sleep(waitMs)
    }
  }
}

const awayCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
  'EPIPE',
]
// 57P03 starting up or shutting down, 57P01/57P02 stopped under us, 53300 too many connections.
const awayStates = ['57P01', '57P02', '57P03', '53300']

/** Whether a failed connection is worth another try: the server is not there yet, rather than refusing us. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isAway)
  const code = 'code' in error ? String(error.code) : ''
  return awayCodes.includes(code) || awayStates.includes(code) || /timeout|terminated unexpectedly/i.test(error.message)
}

function describe(error: unknown): string {
  const words =
    error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error)
  return isAway(error)
    ? `The database does not answer (${words}). Check DATABASE_URL and that the server runs.`
    : `The database refused the connection (${words}). Check the name, the password and the database in DATABASE_URL.`
}
