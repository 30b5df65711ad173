import { setTimeout as pause } from 'node:timers/promises'
import { type BrowserContext, expect, test } from 'playwright/test'
import { enterConsole } from '../pages/staff.ts'
import { auditBreak, count, full, randomFrom, seed, startWorld, until, type World } from './world.ts'

const rounds = full ? 10 : 1
/** Blows in one round; a round that is done before the last one is as good. */
const blows = 3
const people = 4_000
const isBad = (row: number): boolean => row % 61 === 5

const random = randomFrom(seed)

let world: World
let console_: BrowserContext

test.describe.configure({ mode: 'default', timeout: 60_000 + rounds * 120_000 })

test.beforeAll(async ({ browser }) => {
  console.log(`import kill: MATRIX_SEED=${seed}, ${rounds} round(s)`)
  world = await startWorld()
  console_ = await browser.newContext({ baseURL: world.origin, javaScriptEnabled: false })
})

test.afterAll(async () => {
  await console_.close()
  await world.stop()
})

const file = (round: number): Buffer => {
  const rows = Array.from({ length: people }, (_, n) =>
    isBad(n) ? `K${round}-${n},=cmd` : `K${round}-${n},Person ${n}`,
  )
  return Buffer.from(`reference,name\n${rows.join('\n')}\n`)
}

/** Looks through a file and begins to work it off. @returns its id */
const begin = async (round: number): Promise<string> => {
  const page = await console_.newPage()
  await enterConsole(page, world)
  await page.goto('/admin/invitations/many')
  const chosen = { name: 'people.csv', mimeType: 'text/csv', buffer: file(round) }
  await page.getByLabel('File', { exact: true }).setInputFiles(chosen)
  await page.getByRole('button', { name: 'Look through the file' }).click()
  await page.getByRole('button', { name: /^Create .* invitations/ }).click()
  await expect(page).toHaveURL(/\/many\/imp_[\w-]+$/)
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.close()
  return id
}

const isDone = async (id: string): Promise<boolean> =>
  (await count(world.db, `invite_imports where id = $1 and state = 'done'`, [id])) === 1

/** The process dies and another takes its place, as if the lease of the first had run out meanwhile. */
const kill = async (): Promise<void> => {
  await world.web.kill()
  await world.db.query('update invite_imports set lease_until = null')
  world = { ...world, web: await world.startWeb({ PORT: String(world.door.port) }) }
}

test('kill -9 in the middle of a file: exactly its good rows, each once, with one link each [F-26] [P4]', async () => {
  const good = Array.from({ length: people }, (_, n) => n).flatMap((n) => (isBad(n) ? [] : [n + 2]))
  for (let round = 1; round <= rounds; round += 1) {
    const id = await begin(round)
    const waits = Array.from({ length: blows }, () => Math.floor(random() * 1_500))
    console.log(`round ${round}: blows after ${waits.join(', ')} ms`)
    for (const wait of waits) {
      await pause(wait)
      await kill()
    }
    await until('the file is worked off', () => isDone(id), 90_000)
    const { rows } = await world.db.query<{ import_row: number }>(
      'select import_row from invitations where import_id = $1 order by import_row',
      [id],
    )
    expect(rows.map((row) => row.import_row)).toEqual(good)
    const links = 'invitation_links l join invitations i on i.id = l.invitation_id where i.import_id = $1'
    expect(await count(world.db, links, [id])).toBe(good.length)
    expect(await count(world.db, 'invite_import_parts where import_id = $1', [id])).toBe(0)
  }
  expect(await auditBreak(world.db)).toBeNull()
})
