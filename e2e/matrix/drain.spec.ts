import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import { type Balancer, startBalancer } from './balancer.ts'
import { ask, Person } from './person.ts'
import { auditBreak, count, doorOf, full, severalProcesses, startWorld, type World } from './world.ts'

/**
 * People a second, each of whom opens the page and presses: more than two cores can serve beside their own load would drain
 * nobody. The sample shares its processors with the rest of the suite.
 */
const rate = full ? 20 : 10

let world: World
let balancer: Balancer

test.describe.configure({ mode: 'default', timeout: 120_000 })

test.beforeAll(async () => {
  world = await startWorld({ env: severalProcesses })
})

test.afterAll(async () => {
  await balancer?.close()
  await world.stop()
})

type Load = { stop(): Promise<{ sent: number; failures: string[] }> }

/** Opens and presses at a fixed rate, whether or not the answers keep up. */
const startLoad = (port: number): Load => {
  const failures: string[] = []
  const under: Promise<void>[] = []
  const visit = async (): Promise<void> => {
    const person = new Person({ port, host: world.door.host })
    try {
      const page = await person.open()
      if (page.status !== 200) failures.push(`the page answered ${page.status}`)
      const answer = await person.press()
      if (answer.status !== 303) failures.push(`the press answered ${answer.status}`)
    } catch (error) {
      failures.push(String(error))
    }
  }
  const ticker = setInterval(() => under.push(visit()), 1_000 / rate)
  return {
    stop: async () => {
      clearInterval(ticker)
      await Promise.all(under)
      return { sent: under.length, failures }
    },
  }
}

test(`restarting both of two instances in turn while ${rate} people a second come and start fails nobody [F-26]`, async () => {
  const second = await world.startWeb()
  balancer = await startBalancer([world.door.port, second.port])
  const load = startLoad(balancer.port)
  await pause(1_500)
  for (const old of [world.web, second]) {
    const stopping = old.stop()
    // On connections of its own: a kept one may end together with the process that kept it.
    const saysReady = async () => (await ask(doorOf(world, old.port), '/readyz').catch(() => null))?.status
    await expect.poll(saysReady, { message: 'a draining process says so', intervals: [100] }).toBe(503)
    const startedAt = performance.now()
    expect(await stopping, 'exit code').toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    await world.startWeb({ PORT: String(old.port) })
    await pause(1_000)
  }
  const { sent, failures } = await load.stop()
  expect(failures).toEqual([])
  expect(sent).toBeGreaterThan(10 * rate)
  expect(await count(world.db, `kyc_sessions where status = 'at_provider'`), 'each start has its session').toBe(sent)
  expect(await count(world.db, 'kyc_sessions where lease_until > now()'), 'leases were given back').toBe(0)
  expect(await auditBreak(world.db)).toBeNull()
})
