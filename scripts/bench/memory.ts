import { setTimeout as pause } from 'node:timers/promises'
import { startEmptyApp } from './empty-app.ts'
import { inParallel } from './open-loop.ts'
import { openPeople, press, pressOf } from './people.ts'
import { residentMb } from './process-figures.ts'
import { atMost, type Row, told } from './row.ts'
import { type Bench, inWorld, type World } from './world.ts'

/** Long enough for what a burst left behind to be collected, as in any pause of a working day. */
const restMs = 15_000

/** The floor under the figures below: the same Next with nothing in it, after one answer. */
const emptyRows = async (): Promise<Row[]> => {
  const empty = await startEmptyApp()
  try {
    await pause(3_000)
    return [
      told('an empty Next app: memory at boot', `${residentMb(empty.pid).toFixed(0)} MB`),
      told('an empty Next app: process to first 200', `${empty.bootMs.toFixed(0)} ms`),
    ]
  } finally {
    empty.stop()
  }
}

const startMany = async (world: World, count: number): Promise<void> => {
  for (let done = 0; done < count; done += 500)
    await inParallel(await openPeople(world.door, Math.min(500, count - done)), 8, (person) => press(pressOf(person)))
  await pause(restMs)
}

/** What the web process keeps in memory: at boot, after many starts, and whether it goes on growing. */
export const memory = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    const floor = await emptyRows()
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
      ...floor,
      atMost('memory of the web process at boot', 110, 'MB', boot),
      atMost(`the same after ${label} starts`, 200, 'MB', used),
      atMost(`growth per further ${label}`, 1, 'MB', (later - used) / 2, 'mean of two'),
    ]
  })
