import { setTimeout as pause } from 'node:timers/promises'
import { Inviter } from '../../e2e/matrix/inviter.ts'
import { residentMb } from './process-figures.ts'
import { atLeast, atMost, type Row, told } from './row.ts'
import { p95 } from './samples.ts'
import { type Bench, inWorld, type World } from './world.ts'

const csvOf = (rows: number): string => {
  const lines = Array.from(
    { length: rows },
    (_, n) => `C${rows}-${n},Person ${n},person.${n}@home.example,${String(6_000_000_000 + n)}`,
  )
  return `reference,name,email,phone\n${lines.join('\n')}\n`
}

/** What colleagues have open while somebody else's file is worked off. */
const rooms = ['', '/sessions', '/invitations', '/audit'].map((room) => `/admin${room}`)

const isDone = async (world: World, id: string): Promise<boolean> =>
  (await world.db.query(`select 1 from invite_imports where id = $1 and state = 'done'`, [id])).rowCount === 1

/** Somebody who opens a page of the console ten times a second until `over`. @returns how long each answer took */
const useConsole = async (asha: Inviter, over: () => Promise<boolean>): Promise<number[]> => {
  const under: Promise<number>[] = []
  const open = async (path: string): Promise<number> => {
    const { status, ms } = await asha.ask(path)
    if (status !== 200) throw new Error(`expected ${path} to be a page, found ${status}`)
    return ms
  }
  while (!(await over())) {
    under.push(open(rooms[under.length % rooms.length] ?? '/admin'))
    await pause(100)
  }
  return Promise.all(under)
}

const secondsOf = async (world: World, id: string): Promise<number> => {
  const { rows } = await world.db.query<{ seconds: number }>(
    `select extract(epoch from finished_at - started_at)::float8 as seconds from invite_imports where id = $1`,
    [id],
  )
  return rows[0]?.seconds ?? Number.NaN
}

/** Uploads a file and presses the button. @returns its id, and how long it took to be looked through, in seconds */
const begin = async (asha: Inviter, rows: number): Promise<{ id: string; looked: number }> => {
  const csv = csvOf(rows)
  const began = performance.now()
  const id = await asha.upload(csv)
  const looked = (performance.now() - began) / 1_000
  await asha.create(id)
  return { id, looked }
}

/** How fast a file of people becomes invitations, and what everybody else notices of it. */
export const invitations = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    const rows = bench.quick ? 10_000 : 50_000
    const asha = await Inviter.of(world)
    // A small file and every page first, so that what is measured is the work and not the first use of its code.
    const first = await begin(asha, 2_000)
    await useConsole(asha, () => isDone(world, first.id))
    for (let round = 0; round < 10; round += 1) for (const path of rooms) await asha.ask(path)
    const later = performance.now() + 10_000
    const idle = await useConsole(asha, async () => performance.now() > later)
    await pause(3_000)
    const memory = () => residentMb(world.web.process.pid)
    const before = memory()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, memory())
    }, 100)
    const { id, looked } = await begin(asha, rows)
    const times = await useConsole(asha, () => isDone(world, id))
    clearInterval(watch)
    const seconds = await secondsOf(world, id)
    const label = `a file of ${rows.toLocaleString('en')} people`
    const without = `${p95(idle).toFixed(0)} ms without the file, ${times.length} pages`
    return [
      atLeast(`${label} to invitations`, 5_000, 'rows/s', rows / seconds, `${seconds.toFixed(1)} s from the button`),
      told(`${label}: uploaded and looked through`, `${looked.toFixed(1)} s`),
      atMost(`${label}: growth of memory, upload included`, 60, 'MB', most - before),
      atMost('pages of the console meanwhile, p95', 100, 'ms', p95(times), without),
    ]
  })
