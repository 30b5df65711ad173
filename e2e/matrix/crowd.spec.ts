import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import { ask, Person } from './person.ts'
import { count, full, startWorld, until, type World } from './world.ts'

const bots = full ? 10_000 : 180
const pressureMs = full ? 5 * 60_000 : 8_000
/** What one process may hold in memory under any load, in MB. */
const roof = 450

let world: World

test.describe.configure({ mode: 'default', timeout: full ? 900_000 : 120_000 })

test.beforeAll(async () => {
  world = await startWorld({ env: { SANDBOX_RPM: '80' } })
})

test.afterAll(() => world.stop())

/** Runs `work` for everyone, `width` at a time. */
const inCrowds = async <T>(all: readonly T[], width: number, work: (one: T) => Promise<unknown>): Promise<void> => {
  const queue = [...all]
  const runner = async (): Promise<void> => {
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) await work(one)
  }
  await Promise.all(Array.from({ length: width }, runner))
}

test(`${bots} starts from one network in a rush make no more rows and calls than its share [F-43] [R-27]`, async () => {
  const startedAt = performance.now()
  const crowd = Array.from({ length: bots }, (_, index) => new Person(world.door, `203.0.113.${index % 256}`))
  const statuses = new Map<number, number>()
  await inCrowds(crowd, 20, async (bot) => {
    const { status } = await bot.start()
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  })
  const minutes = Math.ceil((performance.now() - startedAt) / 60_000)
  expect([...statuses.keys()].sort(), 'answers').toEqual([200, 303])
  expect(await count(world.db, 'kyc_sessions')).toBeLessThanOrEqual(120 * minutes)
  expect(await count(world.db, 'browsers')).toBeLessThanOrEqual(120 * minutes)
  const { counts, max_per_minute } = await world.control.stats()
  expect(max_per_minute).toBeLessThanOrEqual(80)
  expect(counts.init).toBeLessThanOrEqual(80 * minutes)
})

test('a rush of refusals from one network makes no more rows than its share [F-43] [R-27]', async () => {
  const before = await count(world.db, 'kyc_sessions')
  const startedAt = performance.now()
  const crowd = Array.from({ length: 150 }, (_, index) => new Person(world.door, `198.51.100.${index % 256}`))
  let answered = 0
  await inCrowds(crowd, 20, async (bot) => {
    await bot.open()
    const { status } = await bot.decline()
    if (status === 303) answered += 1
  })
  const minutes = Math.ceil((performance.now() - startedAt) / 60_000)
  expect(answered, 'a refusal is answered whatever the rush').toBe(crowd.length)
  expect((await count(world.db, 'kyc_sessions')) - before).toBeLessThanOrEqual(120 * minutes)
})

test('someone on another network is served as if nothing had happened [F-43]', async () => {
  // The budget of the minute is gone; a page and a refusal need none of it.
  const person = new Person(world.door)
  expect((await person.open()).ms).toBeLessThan(1_000)
  expect((await person.decline()).headers.location).toMatch(/^\/callback\//)
})

const residentMb = async (): Promise<number> => {
  const text = await readFile(`/proc/${world.web.process.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

test(`${pressureMs / 1000} s of far more than it can serve leaves memory level and the product well [F-27]`, async () => {
  const statuses = new Map<string, number>()
  const memory: number[] = []
  let open = true
  const note = (what: string) => statuses.set(what, (statuses.get(what) ?? 0) + 1)
  const hammer = async (): Promise<void> => {
    while (open) {
      const person = new Person(world.door)
      try {
        note(String((await person.open()).status))
        note(String((await person.press()).status))
      } catch {
        note('broken')
      }
    }
  }
  const hammers = Array.from({ length: 200 }, hammer)
  const end = performance.now() + pressureMs
  while (performance.now() < end) {
    memory.push(await residentMb())
    await pause(250)
  }
  open = false
  await Promise.all(hammers)
  const third = Math.floor(memory.length / 3)
  console.log(`pressure: ${JSON.stringify([...statuses])}, ${Math.round(Math.max(...memory))} MB at most`)
  expect([...statuses.keys()].filter((status) => !['200', '303', '503'].includes(status))).toEqual([])
  expect(Math.max(...memory)).toBeLessThan(roof)
  expect(mean(memory.slice(-third))).toBeLessThan(1.5 * mean(memory.slice(third, 2 * third)))
  await until('a page takes less than a second again', async () => (await ask(world.door, '/')).ms < 1_000, 30_000)
  expect((await ask(world.door, '/readyz')).status).toBe(200)
})
