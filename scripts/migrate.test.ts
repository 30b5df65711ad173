import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { migrate } from './migrate.ts'
import { root } from './settings.ts'
import { run } from './testing.ts'

const admin = process.env.TEST_DATABASE_URL ?? ''
const at = (database: string): string => admin.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`)
const made: string[] = []
// Each round migrates a whole database, some of them several at once.
vi.setConfig({ testTimeout: 120_000 })
let url = ''

const query = async (address: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

beforeEach(async () => {
  const name = `migrate_${randomBytes(5).toString('hex')}`
  await query(admin, `create database ${name}`)
  made.push(name)
  url = at(name)
})

afterAll(async () => {
  for (const name of made) await query(admin, `drop database if exists ${name} with (force)`)
})

/** Every column of ours and of the queue, and what has been recorded as done. */
const shape = async (address: string) => ({
  columns: await query(
    address,
    `select table_schema, table_name, column_name, data_type, is_nullable from information_schema.columns
     where table_schema in ('public', 'pgboss', 'drizzle') order by 1, 2, 3`,
  ),
  done: await query(address, 'select hash, created_at from drizzle.__drizzle_migrations order by created_at'),
})

describe('migrating', () => {
  it('is done once by one of several that begin at the same moment [F-20]', async () => {
    const changed = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)])
    expect(changed.filter(Boolean)).toHaveLength(1)
    expect(await shape(url)).toEqual(await shape(at('swikriti_template')))
    expect(await migrate(url)).toBe(false)
  })

  const rounds = process.env.MATRIX === 'full' ? 20 : 3
  it(`killed at any moment, ${rounds} times over, is completed by the next start [F-29]`, async () => {
    const whole = await shape(at('swikriti_template'))
    for (let round = 0; round < rounds; round += 1) {
      const { child, ended, says } = run(
        [
          '-e',
          `import('${join(root, 'scripts/migrate.ts')}').then((it) => it.migrate(process.env.URL, { say: console.log }))`,
        ],
        {
          cwd: root,
          env: { URL: url },
        },
      )
      await says('Bringing the database to this version.')
      await new Promise((resolve) => setTimeout(resolve, (round / rounds) * 400))
      child.kill('SIGKILL')
      await ended
      await migrate(url)
      expect(await shape(url), `round ${round}`).toEqual(whole)
      await query(
        url,
        'drop schema public cascade; drop schema drizzle cascade; drop schema if exists pgboss cascade; create schema public',
      )
    }
  })

  it('says in a sentence that nothing answers, or that the server refuses', async () => {
    const nobody = 'postgres://swikriti@127.0.0.1:1/swikriti'
    await expect(migrate(nobody)).rejects.toThrow(/^The database does not answer \(.*\)\. Check DATABASE_URL/)
    await expect(migrate(at('not_there'))).rejects.toThrow(/^The database refused the connection \(.*not_there.*\)/)
  })
})
