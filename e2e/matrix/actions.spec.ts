import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'playwright/test'
import { FormData } from 'undici'
import { type Answer, Person } from './person.ts'
import { count, full, randomFrom, seed, startWorld, type World } from './world.ts'

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

const random = randomFrom(seed)
const pick = <T>(all: readonly T[]): T => {
  const found = all[Math.floor(random() * all.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
const junk: readonly string[] = [
  '',
  'null',
  '[]',
  '{}',
  '"$F1"',
  '["$@1"]',
  '["$Q1","$W2","$K3"]',
  '[{"__proto__":{"polluted":"yes"}}]',
  '[{"constructor":{"prototype":{"polluted":"yes"}}}]',
  '["$1:__proto__:polluted"]',
  '["$1:constructor:constructor"]',
  '["$undefined","$NaN","$-0","$Infinity","$n99999999999999999999"]',
  '["$D2026-13-99T99:99:99"]',
  '{"id":"x","bound":"$@9"}',
  deep(1_000),
  deep(20_000),
  'x'.repeat(30_000),
  '\u0000\ud800\u202e',
  `[${'"$@0",'.repeat(2_000)}0]`,
]
const fieldNames = [
  '0',
  '1',
  '1_',
  '1_start_key',
  '$ACTION_REF_1',
  '$ACTION_1:0',
  '$ACTION_1:1',
  '$ACTION_KEY',
  'start_key',
  'handle',
  'doc_types',
  '__proto__',
  'constructor',
  '$ACTION_ID_',
]

const fuzzed = (person: Person): FormData => {
  const form = new FormData()
  if (random() < 0.5) for (const [name, value] of person.hidden) if (random() < 0.8) form.append(name, value)
  const fields = 1 + Math.floor(random() * 4)
  for (let index = 0; index < fields; index += 1)
    if (random() < 0.15) form.append(pick(fieldNames), new Blob([pick(junk)]), 'file.xml')
    else form.append(pick(fieldNames), pick(junk))
  return form
}

/** A server may answer and close while the body is still on its way; then there is no answer to judge. */
const unlessClosed = async (asked: Promise<Answer>): Promise<Answer | null> => {
  try {
    return await asked
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (['EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(code)) return null
    throw error
  }
}

const rounds = full ? 2_000 : 150

test(`${rounds} calls of actions with arguments nobody's page would send make none of our code fail, start nothing and store nothing [N-03] [F-40]`, async () => {
  console.log(`fuzz of action arguments: MATRIX_SEED=${seed}`)
  const person = new Person(world.door)
  await person.open()
  const id = actionIdOf(person)
  const before = await rows()
  const faults: string[] = []
  const judge = (answer: Answer | null, what: string): void => {
    if (answer === null) return
    // What Next cannot even decode it answers itself, with a bare 500; the log below tells that apart from a fault of ours.
    if (![200, 303, 400, 404, 405, 409, 413, 500].includes(answer.status)) faults.push(`${answer.status}: ${what}`)
    if (answer.status === 500 && /\bat\b .*:\d+/.test(answer.text)) faults.push(`a stack: ${what}`)
  }
  for (let round = 0; round < rounds; round += 1) {
    const headers: Record<string, string> = { origin: world.origin }
    const path = pick(['/', '/start', `/callback/${'h'.repeat(43)}`, '/sign-in', '/setup', '/nowhere'])
    if (random() < 0.4) {
      const body = pick(junk)
      const type = pick([
        'text/plain;charset=UTF-8',
        'application/json',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'multipart/form-data',
        '',
      ])
      if (type !== '') headers['content-type'] = type
      if (random() < 0.7) headers['next-action'] = pick([id, another(id), '', 'x', '__proto__'])
      judge(
        await unlessClosed(person.ask(path, { method: 'POST', headers, body })),
        `${path} ${JSON.stringify(headers)} ${body.slice(0, 60)}`,
      )
    } else {
      if (random() < 0.5) headers['next-action'] = pick([id, another(id)])
      const body = fuzzed(person)
      const shape = JSON.stringify([...body].map(([name, value]) => [name, String(value).slice(0, 40)]))
      judge(
        await unlessClosed(person.ask(path, { method: 'POST', headers, body })),
        `${path} ${headers['next-action'] ?? 'form'} ${shape}`,
      )
    }
  }
  expect([...new Set(faults)].slice(0, 12)).toEqual([])
  expect(await rows()).toBe(before)
  expect((await new Person(world.door).start()).status).toBe(303)
  const log = await world.log()
  expect(log).not.toContain('polluted')
  const ours = log.split('\n').filter((line) => line.includes('"request.failed"') && /"stack":"at /.test(line))
  expect(ours, 'errors with a frame of our own').toEqual([])
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
