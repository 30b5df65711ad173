import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import { Person } from './person.ts'
import { count, startWorld, sweepNow, until, type World } from './world.ts'

/*
 * The provider fails while people come back. Everyone plays at once, each with a fault of their own, because what takes
 * the time here is waiting for the next look.
 */

type Case = { name: string; fault: Record<string, unknown>; ends: 'full' | 'lost'; ids: string }

const error = (status: number, message: string) => ({ kind: 'error', status, message })
const body = (shape: string) => ({ kind: 'body', shape })

const cases: readonly Case[] = [
  { name: 'an answer after 30 s', fault: { kind: 'slow', ms: 30_000 }, ends: 'full', ids: '[F-04] [F-07]' },
  { name: 'a byte a second', fault: { kind: 'drip', intervalMs: 1_000 }, ends: 'full', ids: '[F-04] [F-07]' },
  { name: 'a reset before the answer', fault: { kind: 'reset', when: 'before' }, ends: 'full', ids: '[F-04] [F-08]' },
  { name: 'a reset after it', fault: { kind: 'reset', when: 'after' }, ends: 'full', ids: '[F-04] [F-08]' },
  { name: 'a reset in the middle', fault: { kind: 'reset', when: 'mid_body' }, ends: 'full', ids: '[F-04] [F-08]' },
  { name: 'a truncated answer', fault: body('truncated'), ends: 'full', ids: '[F-04] [F-08]' },
  { name: 'a page of HTML', fault: body('html'), ends: 'full', ids: '[F-04] [F-09]' },
  { name: '200 with text that is not JSON', fault: body('not_json'), ends: 'full', ids: '[F-09]' },
  { name: '200 with fields of wrong types', fault: body('wrong_types'), ends: 'full', ids: '[F-09]' },
  { name: '200 with 10 MB', fault: body('huge'), ends: 'full', ids: '[F-09]' },
  { name: '200 nested 20,000 deep', fault: body('deep'), ends: 'full', ids: '[F-09]' },
  { name: '200 with __proto__', fault: body('proto'), ends: 'full', ids: '[F-09] [F-40]' },
  { name: '403 for missing credits', fault: error(403, 'Insufficient credits'), ends: 'full', ids: '[F-02]' },
  { name: '429', fault: error(429, 'Too Many Requests'), ends: 'full', ids: '[F-03]' },
  { name: '500', fault: error(500, 'Internal Server Error'), ends: 'full', ids: '[F-04]' },
  { name: '503', fault: error(503, 'Source Unavailable'), ends: 'full', ids: '[F-04]' },
  { name: '504', fault: error(504, 'Endpoint request timed out'), ends: 'full', ids: '[F-04]' },
  { name: '521', fault: error(521, 'Session not found'), ends: 'lost', ids: '[F-06]' },
  { name: '523', fault: error(523, 'Session is not active'), ends: 'full', ids: '[F-06]' },
]

type Story = { came: { status: number; ms: number }; ended: string; inits: number; moves: number }

let world: World
let stories: Map<string, Story>

test.describe.configure({ mode: 'default', timeout: 120_000 })

const rowOf = async (result: string): Promise<string> => {
  const { rows } = await world.db.query<{ id: string }>('select id from kyc_sessions where handle = $1', [
    result.split('/').at(-1),
  ])
  return rows[0]?.id ?? ''
}

type Back = Awaited<ReturnType<Person['comeBack']>>
type Came = { person: Person; session_id: string; back: Back }

const comes = async ({ fault }: Case): Promise<Came> => {
  const person = new Person(world.door)
  await person.start()
  const { session_id } = person.atProvider()
  await world.control.outcome(session_id, { kind: 'allow', documents: ['pan'] })
  await world.control.fault({ endpoint: 'status', contains: session_id, times: 1, ...fault })
  return { person, session_id, back: await person.comeBack() }
}

const waits = async ({ ends }: Case, { person, session_id, back }: Came): Promise<Story> => {
  const ended = await person.viewBecomes(back.result, ends, 45_000)
  const moves = await count(world.db, `audit_events where action = 'status.changed' and object_id = $1`, [
    await rowOf(back.result),
  ])
  const inits = (await world.control.calls({ endpoint: 'init', contains: session_id })).length
  return { came: { status: back.status, ms: back.ms }, ended, inits, moves }
}

test.beforeAll(async () => {
  world = await startWorld()
  const waiting: (readonly [string, Promise<Story>])[] = []
  // One after another to the door, so that its time is the product's and not the queue's; then all wait together.
  for (const one of cases) waiting.push([one.name, waits(one, await comes(one))])
  stories = new Map(await Promise.all(waiting.map(async ([name, story]) => [name, await story] as const)))
})

test.afterAll(() => world.stop())

for (const { name, ends, ids } of cases)
  test(`${name} at the status keeps the person within 3 s on a page that ends as ${ends}, once ${ids} [P4]`, async () => {
    const story = stories.get(name)
    expect(story).toMatchObject({ came: { status: 303 }, ended: ends, inits: 1, moves: 1 })
    expect(story?.came.ms).toBeLessThan(3_000)
  })

test('an outage of five minutes loses nobody: all are told, and all finish afterwards [F-04] [P12]', async () => {
  const people = Array.from({ length: 12 }, () => new Person(world.door))
  for (const person of people) {
    await person.start()
    await world.control.outcome(person.atProvider().session_id, { kind: 'allow', documents: ['pan'] })
  }
  await world.control.fault({ endpoint: 'any', times: 'forever', ...error(503, 'Source Unavailable') })
  const results: [Person, string][] = []
  for (const person of people) results.push([person, (await person.comeBack()).result])
  for (const [person, result] of results) expect(await person.view(result)).toBe('checking')
  // Five minutes pass for the sessions and for the provider.
  const minutes = `- interval '5 minutes'`
  await world.db.query(
    `update kyc_sessions set created_at = created_at ${minutes}, sent_at = sent_at ${minutes}, unread_since = unread_since ${minutes},
       bound_return_at = bound_return_at ${minutes}, next_read_at = next_read_at ${minutes}, consent_expiry = consent_expiry ${minutes}
     where status = 'at_provider'`,
  )
  await world.control.forward(5 * 60_000)
  await world.control.clearFaults()
  await pause(11_000)
  // The breaker has rested and lets one call try; whoever asks at that very moment is looked at again at the next turn.
  const allDone = async (): Promise<boolean> => {
    const views = await Promise.all(results.map(([person, result]) => person.view(result)))
    if (views.every((view) => view === 'full')) return true
    await world.db.query(`update kyc_sessions set next_read_at = now() where status = 'at_provider'`)
    await sweepNow(world.db)
    await pause(3_000)
    return false
  }
  await until('everyone is through', allDone, 40_000)
  expect(await count(world.db, `kyc_sessions where status in ('lost', 'expired')`)).toBe(1)
})
