import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright'
import { signIn } from '../../e2e/pages/staff.ts'
import { residentMb } from './process-figures.ts'
import { atLeast, atMost, type Row, told } from './row.ts'
import { type Bench, inWorld, type World } from './world.ts'

const csvOf = (rows: number): Buffer => {
  const lines = Array.from(
    { length: rows },
    (_, n) => `C-${n},Person ${n},person.${n}@home.example,${String(6_000_000_000 + n)}`,
  )
  return Buffer.from(`reference,name,email,phone\n${lines.join('\n')}\n`)
}

/** Puts a file before the console and presses Create. @returns its id, and the cookies of the colleague */
const begin = async (bench: Bench, world: World, rows: number): Promise<{ id: string; cookie: string }> => {
  const browser = await chromium.launch({ executablePath: bench.chromium, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ baseURL: world.origin, javaScriptEnabled: false })
    await signIn(page, world)
    await page.goto('/admin/invitations/many')
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer: csvOf(rows) }
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await page.getByRole('button', { name: 'Look through the file' }).click({ timeout: 60_000 })
    const create = page.getByRole('button', { name: /^Create .* invitations/ })
    await create.click({ timeout: 60_000 })
    await page.waitForURL(/\/many\/imp_[\w-]+$/)
    const cookies = await page.context().cookies()
    return {
      id: new URL(page.url()).pathname.split('/').at(-1) ?? '',
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    }
  } finally {
    await browser.close()
  }
}

const isDone = async (world: World, id: string): Promise<boolean> =>
  (await world.db.query(`select 1 from invite_imports where id = $1 and state = 'done'`, [id])).rowCount === 1

/** Somebody who opens the list twenty times a second until the file is done. @returns how long each answer took */
const useConsole = async (world: World, cookie: string, id: string): Promise<number[]> => {
  const times: number[] = []
  const under: Promise<void>[] = []
  const open = async (): Promise<void> => {
    const began = performance.now()
    const answer = await fetch(`${world.origin}/admin/sessions`, { headers: { cookie } })
    await answer.text()
    if (answer.status !== 200) throw new Error(`expected the list, found ${answer.status}`)
    times.push(performance.now() - began)
  }
  while (!(await isDone(world, id))) {
    under.push(open())
    await pause(50)
  }
  await Promise.all(under)
  return times.sort((a, b) => a - b)
}

const secondsOf = async (world: World, id: string): Promise<number> => {
  const { rows } = await world.db.query<{ seconds: number }>(
    `select extract(epoch from finished_at - started_at)::float8 as seconds from invite_imports where id = $1`,
    [id],
  )
  return rows[0]?.seconds ?? Number.NaN
}

/** How fast a file of people becomes invitations, and what everybody else notices of it. */
export const invitations = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    const rows = bench.quick ? 10_000 : 50_000
    // A first small file, so that what is measured is the work and not the first use of its code.
    const first = await begin(bench, world, 1_000)
    while (!(await isDone(world, first.id))) await pause(100)
    await pause(5_000)
    const memory = () => residentMb(world.web.process.pid)
    const before = memory()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, memory())
    }, 100)
    const { id, cookie } = await begin(bench, world, rows)
    const times = await useConsole(world, cookie, id)
    clearInterval(watch)
    const seconds = await secondsOf(world, id)
    const label = `a file of ${rows.toLocaleString('en')} people`
    return [
      atLeast(`${label} to invitations`, 5_000, 'rows/s', rows / seconds, `${seconds.toFixed(1)} s from the button`),
      atMost(`${label}: growth of memory, upload included`, 60, 'MB', most - before),
      atMost('the list of sessions meanwhile, p95', 100, 'ms', times[Math.floor(times.length * 0.95)] ?? Number.NaN),
      told('how often it was opened meanwhile', String(times.length)),
    ]
  })
