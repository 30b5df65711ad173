import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import { migrate } from '../../scripts/migrate.ts'
import { type RunningPostgres, startPostgres } from '../../scripts/postgres.ts'
import { ask, Person } from './person.ts'
import { auditBreak, count, doorOf, startWorld, until, type World } from './world.ts'

let folder: string
let database: RunningPostgres
let world: World

test.describe.configure({ mode: 'default', timeout: 120_000 })

const startDatabase = () => startPostgres({ dataDir: join(folder, 'postgres'), database: 'swikriti_template' })

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swikriti-away-'))
  database = await startDatabase()
  await migrate(database.url)
  world = await startWorld({ adminUrl: database.urlOf('postgres') })
})

test.afterAll(async () => {
  await world?.stop()
  await database?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Rows that only make sense together. */
const torn = async (): Promise<number> =>
  (await count(world.db, 'kyc_sessions s where not exists (select from consents c where c.kyc_session_id = s.id)')) +
  (await count(
    world.db,
    `kyc_sessions s where not exists (select from audit_events a where a.object_id = s.id and a.action = 'consent.given')`,
  )) +
  (await count(
    world.db,
    `kyc_sessions s where status = 'at_provider'
       and not exists (select from audit_events a where a.object_id = s.id and a.action = 'session.started')`,
  ))

/** People who press all the time; what each was answered, or 0 when the connection broke. */
const keepPressing = () => {
  const seen: { status: number }[] = []
  let open = true
  const one = async (): Promise<void> => {
    while (open) {
      const person = new Person(world.door)
      // Whoever was shown the page for a database that is away has no form to press.
      const page = await person.open().catch(() => null)
      const answer = page?.status === 200 ? await person.press().catch(() => null) : page
      seen.push({ status: answer?.status ?? 0 })
      await pause(50)
    }
  }
  const all = Array.from({ length: 6 }, one)
  return {
    seen,
    stop: async () => {
      open = false
      await Promise.all(all)
    },
  }
}

const stopAndReturn = async (awayMs: number): Promise<void> => {
  const press = keepPressing()
  await until('people get through', async () => press.seen.filter(({ status }) => status === 303).length >= 6)
  await database.stop()
  await pause(awayMs)
  const page = await ask(world.door, '/')
  expect(page.status).toBe(503)
  expect(page.headers['retry-after']).toBeDefined()
  expect(page.text).toContain('<h1>')
  expect((await ask(world.door, '/livez')).status).toBe(200)
  expect((await ask(world.door, '/readyz')).status).toBe(503)
  database = await startDatabase()
  const backAt = performance.now()
  await until('people can start again', async () => (await new Person(world.door).start()).status === 303, 10_000)
  expect(performance.now() - backAt, 'ms until a start went through').toBeLessThan(10_000)
  await press.stop()
  const answers = [...new Set(press.seen.map(({ status }) => status))]
  expect(answers.sort(), 'what people were answered').toEqual([303, 503])
  expect(await torn(), 'rows without the rows they belong to').toBe(0)
  expect(await auditBreak(world.db)).toBeNull()
  expect(world.web.process.exitCode, 'the same process all the time').toBeNull()
  expect(await world.log()).not.toMatch(/unhandled/i)
}

test('a database that is stopped under load and comes back costs 503 pages meanwhile, and nothing else [F-21] [P5]', async () => {
  await stopAndReturn(2_500)
})

test('a product that starts before its database is alive, says it is not ready, and begins by itself [F-20]', async () => {
  await database.stop()
  const early = await world.startWeb()
  const door = doorOf(world, early.port)
  expect((await ask(door, '/livez')).status).toBe(200)
  expect((await ask(door, '/readyz')).status).toBe(503)
  await ask(door, '/')
  const page = await ask(door, '/')
  expect(page.status).toBe(503)
  expect(page.headers['retry-after']).toBeDefined()
  database = await startDatabase()
  await until('it is ready', async () => (await ask(door, '/readyz')).status === 200, 10_000)
  await until('it serves people', async () => (await new Person(door).start()).status === 303, 10_000)
})
