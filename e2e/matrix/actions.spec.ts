import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'playwright/test'
import { Person } from './person.ts'
import { count, full, startWorld, type World } from './world.ts'

let world: World

test.describe.configure({ mode: 'default', timeout: full ? 300_000 : 90_000 })

test.beforeAll(async () => {
  world = await startWorld()
})

test.afterAll(() => world.stop())

const rows = () => count(world.db, 'kyc_sessions')

/** The id under which today's build knows the action of the start form. */
const actionIdOf = (person: Person): string => {
  const text = JSON.stringify(person.hidden)
  return /[0-9a-f]{42}/.exec(text)?.[0] ?? ''
}

const another = (id: string): string => id.replace(/[0-9a-f]$/, (digit) => (digit === '0' ? '1' : '0'))

/** Yesterday's page: the same form under an id that today's build does not know. */
const ofYesterday = (person: Person): void => {
  const id = actionIdOf(person)
  person.hidden = person.hidden.map(([name, value]) => [
    name.replaceAll(id, another(id)),
    value.replaceAll(id, another(id)),
  ])
}

const manifest = fileURLToPath(
  new URL('../../.next/standalone/.next/server/server-reference-manifest.json', import.meta.url),
)

test("an action's id comes from the key, its file and its name alone, so that a page outlives an update [N-06] [N-07]", async () => {
  const person = new Person(world.door)
  await person.open()
  const { encryptionKey } = JSON.parse(await readFile(manifest, 'utf8'))
  const name = createHash('sha1').update(`${encryptionKey}app/start/actions.ts:startSession`).digest('hex')
  expect(actionIdOf(person).slice(2)).toBe(name)
})

test("a page whose action an update has renamed leads to today's page with a word about it, and starts nothing [N-06] [N-07]", async () => {
  const person = new Person(world.door)
  await person.open()
  const before = await rows()
  ofYesterday(person)
  const answer = await person.press(['pan'])
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe('/?updated=1')
  expect((await person.ask('/?updated=1')).text).toContain(
    'This page was updated since you opened it. Nothing was sent.',
  )
  expect(await rows()).toBe(before)
  expect((await person.start()).status).toBe(303)
})

test('a script that calls an action of yesterday is told so, and the process lives on [N-06]', async () => {
  const person = new Person(world.door)
  await person.open()
  const answer = await person.ask('/', {
    method: 'POST',
    headers: {
      origin: world.origin,
      'next-action': another(actionIdOf(person)),
      'content-type': 'text/plain;charset=UTF-8',
    },
    body: '[]',
  })
  expect(answer.status).toBe(409)
  expect(answer.headers['x-nextjs-action-not-found']).toBe('1')
})

test('the plain door starts from a form that no script and no action touched [N-07]', async () => {
  const person = new Person(world.door)
  await person.open()
  const answer = await person.ask('/start', { method: 'POST', body: person.form(), headers: { origin: world.origin } })
  expect(answer.status).toBe(303)
  expect(String(answer.headers.location)).toMatch(/^http/)
})

test('an action that is called with anything but a form answers 404 [N-03]', async () => {
  const person = new Person(world.door)
  await person.open()
  for (const body of ['[]', '[null]', '[{"tries":1},{"start_key":"x"}]', '["$undefined",["x"]]', '{}']) {
    const answer = await person.ask('/', {
      method: 'POST',
      headers: {
        origin: world.origin,
        'next-action': actionIdOf(person),
        'content-type': 'text/plain;charset=UTF-8',
      },
      body,
    })
    expect(answer.status, body).toBe(404)
  }
  for (const type of ['application/json', 'multipart/form-data', 'text/plain']) {
    const headers = { origin: world.origin, 'content-type': type }
    expect((await person.ask('/start', { method: 'POST', headers, body: '{}' })).status, type).toBe(400)
  }
})
