import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import type { Web } from '../../scripts/stack.ts'
import { Inviter } from './inviter.ts'
import { auditBreak, count, full, randomFrom, seed, sha256, startWorld, until, type World } from './world.ts'

const rounds = full ? 10 : 2
const people = 10_000

const random = randomFrom(seed)

let world: World
let web: Web
let asha: Inviter

test.describe.configure({ mode: 'default', timeout: 60_000 + rounds * 60_000 })

test.beforeAll(async () => {
  console.log(`kill matrix of imports: MATRIX_SEED=${seed}, ${rounds} round(s)`)
  world = await startWorld()
  web = world.web
  asha = await Inviter.of(world)
})

test.afterAll(() => world.stop())

/** A file in which each fiftieth row has a problem and each seventieth repeats a reference, and the rows that are good. */
const fileOf = (round: number): { csv: string; good: number[] } => {
  const good: number[] = []
  const lines = Array.from({ length: people }, (_, n) => {
    if (n % 50 === 7) return `K${round}-${n},=cmd,nobody`
    if (n % 70 === 9) return `k${round}-${n - 1},Again,again@home.example`
    good.push(n + 2)
    return `K${round}-${n},Person ${n},p${n}@home.example`
  })
  return { csv: `reference,name,email\r\n${lines.join('\r\n')}\r\n`, good }
}

type File = { state: string; created_rows: number; done_rows: number }

const fileNow = async (id: string): Promise<File> => {
  const { rows } = await world.db.query<File>(
    'select state, created_rows, done_rows from invite_imports where id = $1',
    [id],
  )
  if (!rows[0]) throw new Error('the file is gone')
  return rows[0]
}

const theirConnections = `pg_stat_activity where datname = current_database() and application_name = 'swikriti'`

/** Kill -9 once so many rows are there and a random moment later, and a new process half a minute after. */
const blow = async (id: string, rows: number): Promise<void> => {
  await until(`${rows} rows are there`, async () => (await fileNow(id)).created_rows >= rows, 60_000)
  await pause(random() * 80)
  await web.kill()
  // What it had sent is still carried out.
  await until('the last commit of the dead is done', async () => (await count(world.db, theirConnections)) === 0)
  const { state, created_rows } = await fileNow(id)
  expect(state, `the blow fell within the work, after ${created_rows} rows`).toBe('running')
  await world.db.query(`update invite_imports set lease_until = lease_until - interval '1 minute' where id = $1`, [id])
  web = await world.startWeb({ PORT: String(world.door.port) })
}

const numbers = async (text: string, id: string): Promise<number[]> =>
  (await world.db.query<{ n: number }>(text, [id])).rows.map(({ n }) => n)

const expectExactly = async (id: string, good: readonly number[]): Promise<void> => {
  const invited = await numbers('select import_row as n from invitations where import_id = $1 order by 1', id)
  expect(invited, 'each good row, once, and no other').toEqual(good)
  const { rows: trail } = await world.db.query<{ action: string; rows: number; up_to: number }>(
    `select action, (body::json->'detail'->>'rows')::int as rows, (body::json->'detail'->>'up_to')::int as up_to
     from audit_events where object_id = $1 order by seq`,
    [id],
  )
  const batches = trail.filter(({ action }) => action === 'invitations.imported')
  expect(
    batches.reduce((sum, batch) => sum + batch.rows, 0),
    'the trail tells of each row once',
  ).toBe(good.length)
  const places = batches.map((batch) => batch.up_to)
  expect(places, 'in the order of the file').toEqual([...new Set(places)].sort((a, b) => a - b))
  const others = trail.map(({ action }) => action).filter((action) => action !== 'invitations.imported')
  expect(others).toEqual(['import.checked', 'import.started', 'import.finished'])
  const links = await asha.takeLinks(id)
  expect([...links.keys()]).toEqual(good)
  const { rows: kept } = await world.db.query<{ n: number; token_hash: Buffer }>(
    `select i.import_row as n, l.token_hash from invitations i join invitation_links l on l.invitation_id = i.id
     where i.import_id = $1 order by 1`,
    [id],
  )
  expect(kept.length, 'one link for each').toBe(good.length)
  const wrong = kept.filter(({ n, token_hash }) => !sha256(links.get(n) ?? '').equals(token_hash))
  expect(wrong, 'links that open something else').toEqual([])
}

test('kill -9 during a file of invitations: each good row is there once, with its link and its trail [F-19] [F-26]', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { csv, good } = fileOf(round)
    const id = await asha.upload(csv)
    const blows = Array.from({ length: 1 + Math.floor(random() * 3) }, () => random() * 0.8).sort()
    console.log(`  round ${round + 1}: kill -9 after ${blows.map((part) => `${(part * 100).toFixed(1)} %`).join(', ')}`)
    await asha.create(id)
    for (const part of blows) await blow(id, Math.floor(part * good.length))
    await until('the file is done', async () => (await fileNow(id)).state === 'done', 60_000)
    await expectExactly(id, good)
  }
  expect(await auditBreak(world.db)).toBeNull()
})
