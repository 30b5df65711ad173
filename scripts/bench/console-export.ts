import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Colleague, makeColleague } from '../../e2e/pages/colleague.ts'
import { seedSessions } from '../seed/seed-sessions.ts'
import { cpuMs, residentMb } from './process-figures.ts'
import { atLeast, atMost, type Row, told } from './row.ts'
import { type Bench, inWorld, type World } from './world.ts'

type Format = 'csv' | 'jsonl'

/** Begins the download of a fresh grant. */
const begin = async (
  world: World,
  { staffId, cookie }: Colleague,
  format: Format,
  filter: string,
): Promise<Response> => {
  const id = `exp_${randomBytes(16).toString('base64url')}`
  await world.db.query(
    `insert into exports (id, subject, format, filter, reason, staff_id, granted_at)
     values ($1, 'sessions', $2, $3, 'A measurement of speed', $4, now())`,
    [id, format, filter, staffId],
  )
  const answer = await fetch(`${world.origin}/admin/sessions/export/${id}/file`, {
    method: 'POST',
    headers: { cookie, origin: world.origin, 'content-type': 'application/x-www-form-urlencoded' },
  })
  if (answer.status !== 200) throw new Error(`expected a file, found ${answer.status}`)
  return answer
}

type Taken = { rows: number; seconds: number; firstMs: number; grownMb: number; cpuSeconds: number }

const lineEnd = 10

/** Reads a whole file as fast as it comes and watches the memory of the process that makes it. */
const take = async (world: World, exporter: Colleague, format: Format): Promise<Taken> => {
  const memory = () => residentMb(world.web.process.pid)
  const before = memory()
  const cpuBefore = cpuMs(world.web.process.pid)
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, memory())
  }, 100)
  const startedAt = performance.now()
  let firstMs = 0
  let lines = 0
  for await (const chunk of (await begin(world, exporter, format, '')).body ?? []) {
    firstMs ||= performance.now() - startedAt
    for (const byte of chunk) if (byte === lineEnd) lines += 1
  }
  clearInterval(watch)
  const remarks = format === 'csv' ? 3 : 2
  return {
    rows: lines - remarks,
    seconds: (performance.now() - startedAt) / 1_000,
    firstMs,
    grownMb: most - before,
    cpuSeconds: (cpuMs(world.web.process.pid) - cpuBefore) / 1_000,
  }
}

const seed = async (bench: Bench, world: World): Promise<void> => {
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  const sessions = bench.quick ? 100_000 : 1_000_000
  await seedSessions(client, { sessions, days: 365, now: new Date(), indexKey: randomBytes(32), say: bench.say })
  await client.end()
}

const rowsOf = (format: string, { rows, seconds, firstMs, grownMb, cpuSeconds }: Taken): Row[] => {
  const label = `export of ${rows.toLocaleString('en')} sessions as ${format}`
  return [
    atLeast(`${label}: speed`, 20_000, 'rows/s', rows / seconds, `${seconds.toFixed(1)} s`),
    atMost(`${label}: first byte`, 1_000, 'ms', firstMs),
    atMost(`${label}: growth of memory`, 60, 'MB', grownMb),
    told(`${label}: processor time of the web process`, `${((cpuSeconds / rows) * 1e6).toFixed(1)} µs a row`),
  ]
}

/** How fast sessions leave as a file, and what the web process needs for it. */
export const consoleExport = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    await seed(bench, world)
    const exporter = await makeColleague(world, 'admin')
    // A first small file, so that what is measured is the work and not the first use of its code.
    await (await begin(world, exporter, 'csv', 'status=held')).text()
    await pause(2_000)
    const csv = await take(world, exporter, 'csv')
    await pause(2_000)
    const jsonl = await take(world, exporter, 'jsonl')
    return [...rowsOf('CSV', csv), ...rowsOf('JSON lines', jsonl)]
  })
