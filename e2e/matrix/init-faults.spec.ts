import { expect, test } from 'playwright/test'
import { Person } from './person.ts'
import { count, startWorld, type World } from './world.ts'

/*
 * One fault at the init, one press of the button: the person reads the right words in time, the row says the truth, and
 * nobody asks the provider twice by itself.
 */

const words = {
  start_unknown: 'DigiLocker did not answer. Nothing was shared.',
  unavailable: 'This service is not available right now. Nothing was shared.',
  busy: 'Press Continue again in',
}

type Case = {
  name: string
  fault: Record<string, unknown>
  says: keyof typeof words
  /** What the row becomes; `starting` waits for the next press of the same form. */
  row: 'init_unknown' | 'start_failed' | 'starting'
  ids?: string
}

const error = (status: number, message: string) => ({ kind: 'error', status, message })
const body = (shape: string) => ({ kind: 'body', shape })

const cases: readonly Case[] = [
  {
    name: 'a reset before the answer',
    fault: { kind: 'reset', when: 'before' },
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-08]',
  },
  {
    name: 'a reset after it was executed',
    fault: { kind: 'reset', when: 'after' },
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-08]',
  },
  {
    name: 'a reset in the middle of the answer',
    fault: { kind: 'reset', when: 'mid_body' },
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-08]',
  },
  {
    name: 'a truncated answer',
    fault: body('truncated'),
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-08]',
  },
  {
    name: 'an answer shorter than announced',
    fault: body('wrong_length'),
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-08]',
  },
  { name: 'a page of HTML', fault: body('html'), says: 'start_unknown', row: 'init_unknown', ids: '[F-05] [F-09]' },
  {
    name: '200 with text that is not JSON',
    fault: body('not_json'),
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-09]',
  },
  {
    name: '200 with code 500',
    fault: body('code_500'),
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-09]',
  },
  {
    name: '200 without the fields',
    fault: body('missing_fields'),
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05] [F-09]',
  },
  {
    name: '403 for missing credits',
    fault: error(403, 'Insufficient credits'),
    says: 'unavailable',
    row: 'start_failed',
    ids: '[F-02]',
  },
  { name: '429', fault: error(429, 'Too Many Requests'), says: 'busy', row: 'starting', ids: '[F-03]' },
  {
    name: '500',
    fault: error(500, 'Internal Server Error'),
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05]',
  },
  { name: '503', fault: error(503, 'Source Unavailable'), says: 'start_unknown', row: 'init_unknown', ids: '[F-05]' },
  {
    name: '504',
    fault: error(504, 'Endpoint request timed out'),
    says: 'start_unknown',
    row: 'init_unknown',
    ids: '[F-05]',
  },
  { name: '521', fault: error(521, 'Session not found'), says: 'unavailable', row: 'start_failed', ids: '[F-06]' },
  { name: '523', fault: error(523, 'Session is not active'), says: 'unavailable', row: 'start_failed', ids: '[F-06]' },
]

let world: World

test.describe.configure({ mode: 'default' })

test.beforeAll(async () => {
  world = await startWorld()
})

test.afterAll(() => world.stop())

const inits = async (): Promise<number> => (await world.control.stats()).counts.init

const lastRow = async (): Promise<{ status: string; links: boolean } | undefined> => {
  const { rows } = await world.db.query<{ status: string; links: boolean }>(
    'select status, authorization_url_enc is not null as links from kyc_sessions order by created_at desc limit 1',
  )
  return rows[0]
}

for (const { name, fault, says, row, ids } of cases)
  test(`${name} at the init tells the person so and is not repeated ${ids}`, async () => {
    // Answers between the failures keep the breaker out of this table.
    for (const calm of [new Person(world.door), new Person(world.door)]) expect((await calm.start()).status).toBe(303)
    const person = new Person(world.door)
    await person.open()
    const before = await inits()
    await world.control.fault({ endpoint: 'init', times: 1, ...fault })
    const answer = await person.press()
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(words[says])
    expect(await inits()).toBe(before + 1)
    expect(await lastRow()).toEqual({ status: row, links: false })
  })

test('an init that takes 30 s lets the page answer within 3 s and is over after 8 s, without a second one [F-05] [F-07]', async () => {
  const person = new Person(world.door)
  await person.open()
  const before = await inits()
  await world.control.fault({ endpoint: 'init', kind: 'slow', ms: 30_000, times: 1 })
  const answer = await person.press()
  expect(answer.status).toBe(303)
  expect(answer.ms).toBeLessThan(3_000)
  const result = String(answer.headers.location)
  expect(await person.view(result)).toBe('opening')
  // The same form, pressed again by someone who cannot wait: one init all the same.
  await person.press()
  expect(await person.viewBecomes(result, 'start_unknown', 15_000)).toBe('start_unknown')
  expect(await inits()).toBe(before + 1)
})

test('a form that met 429 goes through with the same key when it is pressed again [F-03] [R-04]', async () => {
  const person = new Person(world.door)
  await person.open()
  await world.control.fault({ endpoint: 'init', times: 1, ...error(429, 'Too Many Requests') })
  await person.press()
  await person.press()
  expect(person.authorizationUrl).not.toBeNull()
  expect(
    await count(
      world.db,
      'kyc_sessions where owner_id = (select owner_id from kyc_sessions order by created_at desc limit 1)',
    ),
  ).toBe(1)
})

test('a refused token is renewed once and the start goes through [F-01]', async () => {
  const before = (await world.control.stats()).counts.authenticate
  await world.control.fault({ endpoint: 'init', times: 1, ...error(403, 'Invalid access token') })
  expect((await new Person(world.door).start()).status).toBe(303)
  expect((await world.control.stats()).counts.authenticate).toBe(before + 1)
})
