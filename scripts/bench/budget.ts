import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '../../e2e/matrix/person.ts'
import { sweepNow } from '../../e2e/matrix/world.ts'
import { inParallel } from './open-loop.ts'
import { openPeople, pressOf, start } from './people.ts'
import { atMost, type Row } from './row.ts'
import { type Bench, inWorld, type World } from './world.ts'

const rpm = 480
const minute = 60_000

/** Reads fall due all the time and people press all the time: together more than the budget holds. */
const load = async (world: World, otherPort: number, endsAt: number): Promise<void> => {
  const doors = [world.door, { ...world.door, port: otherPort }]
  const press = async (turn: number): Promise<void> => {
    const [person] = await openPeople(doors[turn % 2] ?? world.door, 1)
    if (person) await ask(person.door, '/', { method: 'POST', ...pressOf(person) })
  }
  const due = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      await world.db.query(
        `update kyc_sessions set next_read_at = now() where status = 'at_provider' and lease_until is null`,
      )
      await sweepNow(world.db)
      await pause(1_000)
    }
  }
  const people = async (): Promise<void> => {
    const under: Promise<void>[] = []
    for (let turn = 0; performance.now() < endsAt; turn += 1) {
      under.push(press(turn))
      await pause(250)
    }
    await Promise.all(under)
  }
  await Promise.all([due(), people()])
}

/** Two processes with four readers each share one budget: it is used up, and never exceeded. */
export const budgetUse = (bench: Bench): Promise<Row[]> =>
  inWorld(
    bench,
    async (world) => {
      const other = await world.startWeb()
      await inParallel(await openPeople(world.door, 100), 4, start)
      const minutes = bench.quick ? 1 : 3
      const startedAt = Date.now()
      await load(world, other.port, performance.now() + (minutes + 1) * minute + 2_000)
      // The first minute spends what had been saved up; what counts is what comes after it.
      const from = startedAt + minute
      const calls = await world.control.calls({ since: String(from) })
      const used = calls.filter(({ at }) => at < from + minutes * minute).length / minutes / rpm
      const { max_per_minute } = await world.control.stats()
      return [
        {
          what: `share of the budget two processes with four readers use under load, over ${minutes} min`,
          target: '≥ 95 %',
          measured: `${(100 * used).toFixed(1)} %`,
          ok: used >= 0.95,
        },
        atMost('the most calls the provider saw in any 60 s', rpm, '', max_per_minute),
      ]
    },
    {
      REPLICAS: '2',
      SANDBOX_RPM: String(rpm),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    },
  )
