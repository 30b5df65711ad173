import { fileURLToPath } from 'node:url'
import { expect, test } from 'playwright/test'
import { Person } from './person.ts'
import { startWorld, type World } from './world.ts'

const minute = 60_000
const skew = fileURLToPath(new URL('clock-skew.mjs', import.meta.url))

let world: World

test.describe.configure({ mode: 'default', timeout: 120_000 })

const beginWith = async (skewMs: number, jumpMs: number): Promise<void> => {
  world = await startWorld({
    nodeArgs: ['--disable-proto=delete', '--import', skew],
    env: { SKEW_MS: String(skewMs), JUMP_MS: String(jumpMs) },
  })
}

test.afterEach(() => world.stop())

const finishes = async (person: Person): Promise<void> => {
  await world.control.outcome(person.atProvider().session_id, { kind: 'allow', documents: ['pan'] })
  const { result } = await person.comeBack()
  expect(await person.viewBecomes(result, 'full')).toBe('full')
}

// The provider takes no consent_expiry nearer than an hour from its own now, and ours is 65 minutes away.
for (const skewMs of [-10 * minute, 10 * minute])
  test(`a machine whose clock is ${skewMs / minute} minutes off serves the journey, and authenticates once [F-25]`, async () => {
    await beginWith(skewMs, 0)
    for (let index = 0; index < 3; index += 1) {
      const person = new Person(world.door)
      expect((await person.start()).status).toBe(303)
      await finishes(person)
    }
    expect((await world.control.stats()).counts.authenticate).toBe(1)
  })

for (const jumpMs of [-10 * minute, 10 * minute])
  test(`a clock that jumps by ${jumpMs / minute} minutes while people are away loses none of them [F-25]`, async () => {
    await beginWith(0, jumpMs)
    const away = [new Person(world.door), new Person(world.door), new Person(world.door)]
    for (const person of away) expect((await person.start()).status).toBe(303)
    world.web.process.kill('SIGUSR2')
    for (const person of away) await finishes(person)
    const late = new Person(world.door)
    expect((await late.open()).status).toBe(200)
    expect((await world.control.stats()).counts.authenticate).toBeLessThanOrEqual(2)
  })
