import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { copyProject, removeFolder, run } from '../testing.ts'

const project = copyProject()
afterAll(() => removeFolder(project))

it('fills a clone that was never started, and leaves the keys its rows are sealed with for the first start', async () => {
  const { ended, said } = run(['scripts/seed.ts', '--sessions', '40'], { cwd: project })
  expect(await ended, said.out + said.err).toBe(0)
  expect(said.out).toMatch(/\d+ sessions over 365 days in \d+ s/)
  expect(existsSync(join(project, '.data', 'secrets.json'))).toBe(true)
  const again = run(['scripts/seed.ts', '--sessions', '40'], { cwd: project })
  expect(await again.ended).toBe(1)
  expect(again.said.err).toMatch(/holds sessions/)
}, 60_000)

it('fills a database that was only just made, given by its address', async () => {
  const name = `seed_${randomBytes(5).toString('hex')}`
  const admin = process.env.TEST_DATABASE_URL ?? ''
  const server = new pg.Client({ connectionString: admin })
  await server.connect()
  await server.query(`create database ${name}`)
  try {
    const url = admin.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`)
    const { ended, said } = run(['scripts/seed.ts', '--sessions', '40'], { cwd: project, env: { DATABASE_URL: url } })
    expect(await ended, said.out + said.err).toBe(0)
    expect(said.out).toMatch(/\d+ sessions over 365 days in \d+ s/)
  } finally {
    await server.query(`drop database if exists ${name} with (force)`)
    await server.end()
  }
}, 60_000)
