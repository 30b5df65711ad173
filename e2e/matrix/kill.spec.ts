import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'playwright/test'
import type { Web } from '../../scripts/stack.ts'
import { Person } from './person.ts'
import { auditBreak, count, full, randomFrom, seed, sha256, startWorld, until, type World } from './world.ts'

const points = [
  'before row',
  'after row',
  'before call',
  'after call',
  'before update',
  'after update',
  'before response',
  'after response',
] as const

const rounds = full ? 20 : 1
/** People who press at the same moment; the blow falls on any one of them. */
const crowd = 3

const killAt = fileURLToPath(new URL('kill-at.mjs', import.meta.url))
const random = randomFrom(seed)

let world: World
let web: Web

test.describe.configure({ mode: 'default', timeout: rounds * 60_000 })

test.beforeAll(async () => {
  console.log(`kill matrix: MATRIX_SEED=${seed}, ${rounds} round(s) for each point`)
  world = await startWorld({ nodeArgs: ['--import', killAt] })
  web = world.web
})

test.afterAll(() => world.stop())

const restart = async (env: Record<string, string> = {}): Promise<void> => {
  web = await world.startWeb({ PORT: String(world.door.port), ...env })
}

const theirConnections = `pg_stat_activity where datname = current_database() and application_name = 'swikriti'`

/** Lets two minutes pass for whatever was left unfinished. */
const later = () =>
  world.db.query(
    `update kyc_sessions set created_at = created_at - interval '2 minutes', lease_until = lease_until - interval '2 minutes'
     where status = 'starting'`,
  )

const finals = async (): Promise<Map<string, string>> => {
  const { rows } = await world.db.query<{ id: string; status: string }>(
    `select id, status from kyc_sessions where status not in ('starting', 'at_provider')`,
  )
  return new Map(rows.map(({ id, status }) => [id, status]))
}

/** Every init the provider saw belongs to a row, and no row was asked for twice. */
const expectRowsForInits = async (): Promise<void> => {
  const inits = await world.control.calls({ endpoint: 'init' })
  const nonces = inits.map((call) => new URL(call.redirect_url ?? '').pathname.split('/')[2] ?? '')
  expect(new Set(nonces).size, 'one init for each nonce').toBe(nonces.length)
  const known = await count(world.db, 'kyc_sessions where nonce_hash = any($1)', [nonces.map(sha256)])
  expect(known, 'a row for each init').toBe(nonces.length)
}

const finishes = async (person: Person): Promise<void> => {
  const { session_id } = person.atProvider()
  await world.control.outcome(session_id, { kind: 'allow', documents: ['pan'] })
  const { result } = await person.comeBack()
  expect(await person.viewBecomes(result, 'full')).toBe('full')
}

/** The same form again; where it is no longer good, a new one. Either way the person gets to DigiLocker. */
const startsAgain = async (person: Person): Promise<void> => {
  const given = person.authorizationUrl
  const again = await person.press()
  if (given !== null) expect(person.authorizationUrl, 'the link that was given stays the only one').toBe(given)
  if (again.status !== 303) await person.start()
  expect(person.authorizationUrl).not.toBeNull()
}

const killOnce = async (point: (typeof points)[number]): Promise<void> => {
  const settled = await finals()
  await web.kill()
  await restart({ KILL_AT: point, KILL_AFTER: String(Math.floor(random() * crowd)) })
  const dying = once(web.process, 'exit')
  const people = Array.from({ length: crowd }, () => new Person(world.door))
  await Promise.all(people.map((person) => person.open()))
  // Whoever was being answered when the process died sees a broken connection, which is no failure of the test.
  await Promise.allSettled(people.map((person) => person.press()))
  const [, signal] = await dying
  expect(signal, `the process died at "${point}"`).toBe('SIGKILL')

  // What it had sent is still carried out; a commit after this would have its two minutes before it.
  await until('the last commit of the dead is done', async () => (await count(world.db, theirConnections)) === 0)
  await later()
  await restart()
  await until('no start is stuck', async () => (await count(world.db, `kyc_sessions where status = 'starting'`)) === 0)
  await expectRowsForInits()
  const now = await finals()
  for (const [id, status] of settled) expect(now.get(id), 'what was final stays final').toBe(status)
  for (const person of people) await startsAgain(person)
  const live = `(select owner_id from kyc_sessions where authorization_url_enc is not null group by owner_id having count(*) > 1) twice`
  expect(await count(world.db, live), 'one live link for each person').toBe(0)
  for (const person of people) await finishes(person)
  expect(await auditBreak(world.db)).toBeNull()
}

for (const point of points)
  test(`kill -9 ${point} leaves no orphan, nothing stuck and one link at most, and people start again [F-19] [R-04]`, async () => {
    for (let round = 0; round < rounds; round += 1) await killOnce(point)
  })
