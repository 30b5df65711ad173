import 'server-only'
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { closeDb, pool } from './client'

const templateName = 'swikriti_template'

/** The same server, another database. The address may carry its socket folder in the query, so only the path changes. */
const withDatabase = (url: string, database: string): string =>
  url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`)

const asAdmin = async (url: string, text: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

/**
 * A fresh database for one test file, copied from the migrated template that the test command makes once.
 * Sets DATABASE_URL for this process; call it in `beforeAll` and the returned function in `afterAll`.
 */
export const freshDatabase = async (): Promise<() => Promise<void>> => {
  const admin = process.env.TEST_DATABASE_URL
  if (!admin) throw new Error('TEST_DATABASE_URL is not set: run the tests through npm test or npm run check')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(admin, `create database ${name} template ${templateName}`)
  process.env.DATABASE_URL = withDatabase(admin, name)
  return async () => {
    await closeDb()
    await asAdmin(admin, `drop database if exists ${name} with (force)`)
  }
}

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** What a statement did, by EXPLAIN ANALYZE: how many rows it took from tables or indexes, and by which means. */
export const whatItRead = async ({ text, values }: { text: string; values: unknown[] }) => {
  const { rows } = await pool().query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    `explain (analyze, timing off, costs off, format json) ${text}`,
    values,
  )
  const nodes = nodesOf(rows[0]?.['QUERY PLAN'][0].Plan as Node)
  const reads = nodes.filter((node) => node['Relation Name'] !== undefined || node['Node Type'] === 'Bitmap Index Scan')
  const read = reads.reduce(
    (sum, node) =>
      sum +
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
        node['Actual Loops'],
    0,
  )
  return { read, kinds: new Set(nodes.map((node) => node['Node Type'])) }
}
