import { setTimeout as pause } from 'node:timers/promises'
import { inParallel } from './open-loop.ts'
import { openPeople, press, pressOf } from './people.ts'
import { residentMb } from './process-figures.ts'
import { atMost, type Row } from './row.ts'
import { type Bench, inWorld, type World } from './world.ts'

/** Long enough for what a burst left behind to be collected, as in any pause of a working day. */
const restMs = 15_000

const startMany = async (world: World, count: number): Promise<void> => {
  for (let done = 0; done < count; done += 500)
    await inParallel(await openPeople(world.door, Math.min(500, count - done)), 8, (person) => press(pressOf(person)))
  await pause(restMs)
}

/** What the web process keeps in memory: at boot, after many starts, and whether it goes on growing. */
export const memory = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    const many = bench.quick ? 1_000 : 10_000
    const label = many.toLocaleString('en')
    const now = () => residentMb(world.web.process.pid)
    await pause(3_000)
    const boot = now()
    await startMany(world, many)
    const used = now()
    bench.say(`  boot ${boot.toFixed(0)} MB, after ${label} starts ${used.toFixed(0)} MB`)
    await startMany(world, many)
    await startMany(world, many)
    const later = now()
    bench.say(`  after ${label} and twice as many again ${later.toFixed(0)} MB`)
    return [
      atMost('memory of the web process at boot', 110, 'MB', boot),
      atMost(`the same after ${label} starts`, 200, 'MB', used),
      atMost(`growth per further ${label}`, 1, 'MB', (later - used) / 2, 'mean of two'),
    ]
  })
