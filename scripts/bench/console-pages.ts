import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { makeColleague } from '../../e2e/pages/colleague.ts'
import { seedSessions } from '../seed/seed-sessions.ts'
import { openBrowser, weigh } from './browser-page.ts'
import { startEmptyApp } from './empty-app.ts'
import { cpuMs } from './process-figures.ts'
import { atMost, type Row } from './row.ts'
import { median } from './samples.ts'
import { type Bench, inWorld, type World } from './world.ts'

const kb = (bytes: number): number => bytes / 1_000

const rooms = ['', '/sessions', '/invitations', '/templates', '/team', '/audit', '/ops', '/settings', '/account']

const seed = async ({ databaseUrl }: World, say: (line: string) => void): Promise<string> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await seedSessions(client, { sessions: 2_000, days: 30, now: new Date(), indexKey: randomBytes(32), say })
  const { rows } = await client.query<{ id: string }>('select id from kyc_sessions order by created_at desc limit 1')
  await client.end()
  return rows[0]?.id ?? ''
}

/** Processor time of one answer, over `count` of them asked one after another. @throws unless each is a page */
const cost = async (pid: number | undefined, url: string, cookie: string, count: number): Promise<number> => {
  const before = cpuMs(pid)
  for (let asked = 0; asked < count; asked += 1) {
    const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`expected ${url} to be a page, found ${answer.status}`)
  }
  return (cpuMs(pid) - before) / count
}

/** What the pages of the console weigh, and what its list costs beside a bare page with the same rows. */
export const consolePages = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    const newest = await seed(world, bench.say)
    const { cookie } = await makeColleague(world, 'admin')
    const empty = await startEmptyApp(world.databaseUrl)
    const browser = await openBrowser(bench.chromium)
    const rows: Row[] = []
    try {
      const { script: floor } = await weigh(browser, { url: empty.origin })
      for (const room of [...rooms, `/sessions/${newest}`]) {
        const { script } = await weigh(browser, { url: `${world.origin}/admin${room}`, cookie })
        const name = room.startsWith('/sessions/') ? '/sessions/<id>' : room
        const more = `${kb(script).toFixed(1)} against ${kb(floor).toFixed(1)} KB`
        rows.push(atMost(`/admin${name}: JavaScript above an empty Next app, gzip`, 20, 'KB', kb(script - floor), more))
      }
      const list = () => cost(world.web.process.pid, `${world.origin}/admin/sessions`, cookie, 100)
      const bare = () => cost(empty.pid, `${empty.origin}/list`, '', 100)
      const samples: { list: number; bare: number }[] = []
      for (let round = -2; round < (bench.quick ? 3 : 7); round += 1) {
        const sample = { list: await list(), bare: await bare() }
        if (round >= 0) samples.push(sample)
      }
      const [own, other] = [median(samples.map((one) => one.list)), median(samples.map((one) => one.bare))]
      const more = `${own.toFixed(1)} against ${other.toFixed(1)} ms`
      const ratio = median(samples.map((one) => one.list / one.bare))
      rows.push(atMost('CPU of the list with 50 rows, against a bare dynamic page with them', 2, '×', ratio, more))
    } finally {
      await browser.close()
      empty.stop()
    }
    return rows
  })
