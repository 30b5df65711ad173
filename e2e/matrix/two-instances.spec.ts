import { expect, test } from 'playwright/test'
import type { Web } from '../../scripts/stack.ts'
import { Person } from './person.ts'
import { auditBreak, count, doorOf, full, severalProcesses, startWorld, sweepNow, until, type World } from './world.ts'

/** People who leave and never come back. */
const flows = full ? 500 : 40
// One init and one read for each of them, and a little more for the burst at the end of the minute.
const rpm = 2 * flows + 10

let world: World
let other: Web

test.describe.configure({ mode: 'default', timeout: full ? 600_000 : 120_000 })

test.beforeAll(async () => {
  world = await startWorld({ env: { ...severalProcesses, SANDBOX_RPM: String(rpm) } })
  other = await world.startWeb()
})

test.afterAll(() => world.stop())

const doors = () => [world.door, doorOf(world, other.port)]
const someDoor = (index: number) => doors()[index % 2] ?? world.door

/** Starts people on both processes, at most twenty at a time. */
const leave = async (number: number): Promise<Person[]> => {
  const people = Array.from({ length: number }, (_, index) => new Person(someDoor(index)))
  for (let done = 0; done < number; done += 20)
    await Promise.all(people.slice(done, done + 20).map((person) => person.start()))
  return people
}

const makeDue = () =>
  world.db.query(`update kyc_sessions set next_read_at = now() - interval '1 second' where status = 'at_provider'`)

const readsOf = async (session_id: string): Promise<number> =>
  (await world.control.calls({ endpoint: 'status', contains: session_id })).length

const unread = () => count(world.db, `kyc_sessions where status = 'at_provider' and next_read_at <= now()`)

test(`of ${flows} people who never return each is read once and moved once, by one of two instances [F-23] [P4]`, async () => {
  const people = await leave(flows)
  const ids = people.map((person) => person.atProvider().session_id)
  // Half have refused over there, half are still undecided.
  for (const [index, id] of ids.entries()) if (index % 2 === 0) await world.control.outcome(id, { kind: 'deny' })
  await makeDue()
  await sweepNow(world.db)
  await until('everyone was read', async () => (await unread()) === 0, 60_000)
  for (const id of ids) expect(await readsOf(id), 'reads of one session').toBe(1)
  const moved = `audit_events where action = 'status.changed'`
  expect(await count(world.db, moved)).toBe(flows / 2)
  expect(await count(world.db, `(select distinct object_id from ${moved}) moved`)).toBe(flows / 2)
  expect(await count(world.db, `kyc_sessions where status = 'failed' and reads = 1`)).toBe(flows / 2)
  expect(await count(world.db, `kyc_sessions where status = 'at_provider' and reads = 1`)).toBe(flows / 2)
})

test('two instances together never call more often in a minute than the budget allows [R-27]', async () => {
  const crowd = Array.from({ length: 60 }, (_, index) => new Person(someDoor(index)))
  await Promise.all(crowd.map((person) => person.open()))
  const answers = await Promise.all(crowd.map((person) => person.press()))
  const turnedAway = answers.filter((answer) => answer.text.includes('Press Continue again in'))
  expect(turnedAway.length, 'the budget is used up').toBeGreaterThan(0)
  expect(answers.every((answer) => answer.status === 303 || turnedAway.includes(answer))).toBe(true)
  const { max_per_minute } = await world.control.stats()
  expect(max_per_minute).toBeLessThanOrEqual(rpm)
  expect(max_per_minute).toBeGreaterThan(0.9 * rpm)
})

test('fifty writers on each of two instances make one chain without a fork [G-03] [G-01]', async () => {
  const people = Array.from({ length: 100 }, (_, index) => new Person(someDoor(index)))
  await Promise.all(people.map((person) => person.open()))
  const before = await count(world.db, 'audit_events')
  await Promise.all(people.map((person) => person.press()))
  expect(await count(world.db, 'audit_events')).toBeGreaterThanOrEqual(before + people.length)
  expect(await auditBreak(world.db)).toBeNull()
})
