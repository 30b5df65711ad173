import { expect, test } from 'playwright/test'
import { freePort } from '../../scripts/free-port.ts'
import { root } from '../../scripts/settings.ts'
import { type Program, run } from '../../scripts/testing.ts'
import { Person } from './person.ts'
import { count, startWorld, sweepNow, until, type World } from './world.ts'

const flows = 6

let world: World
let worker: Program
let port: number

test.describe.configure({ mode: 'default', timeout: 120_000 })

test.beforeAll(async () => {
  world = await startWorld({ env: { RUN_JOBS: '0' } })
})

test.afterAll(async () => {
  worker?.child.kill('SIGTERM')
  await worker?.ended
  await world.stop()
})

const makeDue = async (): Promise<void> => {
  await world.db.query(
    `update kyc_sessions set next_read_at = now() - interval '1 second' where status = 'at_provider'`,
  )
  await sweepNow(world.db)
}

const settled = () => count(world.db, `kyc_sessions where status = 'failed'`)

/** People who refuse at DigiLocker, where they stay. */
const leave = async (): Promise<string[]> => {
  const people = Array.from({ length: flows }, () => new Person(world.door))
  for (const person of people) {
    await person.start()
    await world.control.outcome(person.atProvider().session_id, { kind: 'deny' })
  }
  return people.map((person) => person.atProvider().session_id)
}

const readsOf = async (session_id: string) =>
  (await world.control.calls({ endpoint: 'status', contains: session_id })).length

test('people who never return are resolved by npm run worker while the web process does no jobs [F-23] [P1]', async () => {
  const ids = await leave()
  await makeDue()
  port = await freePort()
  worker = run(['scripts/worker.ts'], {
    cwd: root,
    env: { ...world.env, PORT: String(port), RUN_JOBS: '0', LOG_LEVEL: 'info' },
  })
  await worker.says('The worker is ready')
  await until('everyone is settled', async () => (await settled()) === flows, 60_000)
  for (const id of ids) expect(await readsOf(id), 'reads of one session').toBe(1)
})

test('a worker answers whether it lives and is ready, and has no pages', async () => {
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).status
  expect(await ask('/livez')).toBe(200)
  expect(await ask('/readyz')).toBe(200)
  for (const path of ['/', '/sign-in', '/admin', '/start', '/api/auth/session']) expect(await ask(path), path).toBe(404)
})

test('two workers never read the same session [F-23] [P4]', async () => {
  await world.startWeb({ RUN_JOBS: '1', PROBES_ONLY: '1' })
  const ids = await leave()
  await makeDue()
  await until('everyone is settled', async () => (await settled()) === 2 * flows, 60_000)
  for (const id of ids) expect(await readsOf(id), 'reads of one session').toBe(1)
  expect(await count(world.db, `audit_events where action = 'status.changed'`)).toBe(2 * flows)
})

test('SIGTERM ends a worker in order with exit code 0, and no lease is left [F-26] [F-23]', async () => {
  worker.child.kill('SIGTERM')
  expect(await worker.ended).toBe(0)
  expect(worker.said.out).toContain('"outcome":"drained"')
  expect(await count(world.db, 'kyc_sessions where lease_until > now()')).toBe(0)
  await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow()
})

test('a worker without the settings of its web processes says in one sentence which it lacks', async () => {
  const alone = run(['scripts/worker.ts'], { cwd: root })
  expect(await alone.ended).toBe(78)
  expect(alone.said).toEqual({
    out: '',
    err: expect.stringMatching(
      /^npm run worker works for .*: set DATABASE_URL, SANDBOX_API_KEY, SANDBOX_API_SECRET\. .*\n$/,
    ),
  })
})
