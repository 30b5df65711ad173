import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright'
import { Inviter } from '../../e2e/matrix/inviter.ts'
import { type Address, openBrowser, type Paint, paint, weigh } from './browser-page.ts'
import { startEmptyApp } from './empty-app.ts'
import { openPeople, start } from './people.ts'
import { atMost, type Row, told } from './row.ts'
import { median } from './samples.ts'
import { startTwin } from './static-twin.ts'
import { type Bench, inWorld, type World } from './world.ts'

const kb = (bytes: number): number => bytes / 1_000

type Shown = Address & { name: string }

const returned = async (world: World, outcome: Record<string, unknown> | null): Promise<Address> => {
  const [person] = await openPeople(world.door, 1)
  if (!person) throw new Error('nobody came')
  await start(person)
  if (outcome) await world.control.outcome(person.atProvider().session_id, outcome)
  const { result } = await person.comeBack()
  return { url: world.origin + result, cookie: person.cookie }
}

/** A link of somebody who was invited, as it is opened for the first time. */
const invited = async (world: World): Promise<string> => {
  const asha = await Inviter.of(world)
  const id = await asha.upload('reference\nBench-1\n')
  await asha.create(id)
  while ((await world.db.query(`select 1 from invite_imports where id = $1 and state = 'done'`, [id])).rowCount !== 1)
    await pause(100)
  const [token] = (await asha.takeLinks(id)).values()
  return `${world.origin}/start/${token}`
}

/** The start page, an invitation and both faces of the callback page, as the people see them who come to them. */
const pagesOf = async (world: World): Promise<Shown[]> => [
  { name: 'start page', url: `${world.origin}/` },
  { name: 'invitation', url: await invited(world) },
  { name: 'callback page, waiting', ...(await returned(world, null)) },
  { name: 'callback page, result', ...(await returned(world, { kind: 'allow', documents: ['pan'] })) },
]

const weightRows = async (browser: Browser, page: Shown, emptyScript: number): Promise<Row[]> => {
  const { script, markup, fonts, elsewhere } = await weigh(browser, page)
  const more = `${kb(script).toFixed(1)} against ${kb(emptyScript).toFixed(1)} KB`
  return [
    atMost(`${page.name}: JavaScript above an empty Next app, gzip`, 10, 'KB', kb(script - emptyScript), more),
    atMost(`${page.name}: HTML + CSS, gzip`, 20, 'KB', kb(markup)),
    atMost(`${page.name}: fonts and requests to other origins`, 0, '', fonts + elsewhere),
  ]
}

const of = (paints: readonly Paint[], part: keyof Paint): number => median(paints.map((one) => one[part]))

const paintRows = (name: string, own: readonly Paint[], twin: readonly Paint[]): Row[] => {
  const more = `${of(own, 'lcp').toFixed(0)} against ${of(twin, 'lcp').toFixed(0)} ms`
  return [
    atMost(
      `${name}: largest paint on slow 4G, 4 × CPU`,
      1.15,
      '×',
      of(own, 'lcp') / of(twin, 'lcp'),
      `static page: ${more}`,
    ),
    atMost(`${name}: blocking time`, 50, 'ms', of(own, 'blocked'), `static page: ${of(twin, 'blocked').toFixed(0)} ms`),
    atMost(`${name}: layout shift`, 0.01, '', of(own, 'shift')),
  ]
}

/** What the pages weigh, and when they are there on a cheap phone. */
export const pages = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    const empty = await startEmptyApp()
    const browser = await openBrowser(bench.chromium)
    const rows: Row[] = []
    try {
      const { script } = await weigh(browser, { url: empty.origin })
      const rounds = bench.quick ? 3 : 7
      const nothing: Paint[] = []
      for (let round = 0; round < rounds; round += 1) nothing.push(await paint(browser, { url: empty.origin }))
      // The floor under the rows of blocking time: what Next and React take of a cheap phone to show one word.
      rows.push(told('an empty Next app: blocking time', `${of(nothing, 'blocked').toFixed(0)} ms`))
      const shown = await pagesOf(world)
      for (const page of shown) rows.push(...(await weightRows(browser, page, script)))
      for (const page of shown) {
        const twin = await startTwin(page.url, page.cookie)
        const own: Paint[] = []
        const still: Paint[] = []
        for (let round = 0; round < rounds; round += 1) {
          own.push(await paint(browser, page))
          still.push(await paint(browser, { url: twin.url }))
        }
        twin.server.close()
        rows.push(...paintRows(page.name, own, still))
        bench.say(`  ${page.name}: ${own.map(({ lcp }) => lcp.toFixed(0)).join(' ')} ms`)
      }
    } finally {
      await browser.close()
      empty.stop()
    }
    return rows
  })
