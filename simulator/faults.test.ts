import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BrokenBody, FaultInput } from './faults.ts'
import { brokenBodies } from './faults.ts'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller, goodInit } from './testing.ts'

let simulator: Simulator
let caller: ReturnType<typeof createCaller>

beforeAll(async () => {
  simulator = await startSimulator({ settings: { rpmLimit: null } })
  caller = createCaller(simulator)
})
beforeEach(() => simulator.control.reset())
afterAll(() => simulator.close())

const rawInit = async (over?: Record<string, unknown>) =>
  fetch(caller.at('/kyc/digilocker/sessions/init'), {
    method: 'POST',
    redirect: 'manual',
    headers: await caller.headers(),
    body: JSON.stringify(goodInit(over)),
  })
const sessions = () => simulator.control.sessions().length
const order = (fault: FaultInput) => simulator.control.addFault(fault)

describe('an ordered refusal', () => {
  it.each([
    [403, 'Insufficient credits'],
    [403, 'Usage quota exhausted'],
    [403, 'Insufficient privilege'],
    [500, 'Internal Server Error'],
    [503, 'Source Unavailable'],
    [504, 'Endpoint request timed out'],
    [521, 'Data not found for: x'],
    [523, 'Invalid session status: created'],
  ])('answers %i %s without doing anything', async (status, message) => {
    order({ endpoint: 'init', kind: 'error', status, message })
    expect(await caller.init()).toMatchObject({
      status,
      body: { code: status, message, transaction_id: expect.any(String) },
    })
    expect(sessions()).toBe(0)
    expect((await caller.init()).status).toBe(200)
  })

  it('may come after the work was done', async () => {
    order({ endpoint: 'init', kind: 'error', status: 504, executed: true })
    expect((await caller.init()).status).toBe(504)
    expect(sessions()).toBe(1)
  })

  it('may be the bare message of the gateway, and may name a wait', async () => {
    order({ endpoint: 'init', kind: 'error', status: 403, message: 'Forbidden', envelope: false })
    order({ endpoint: 'init', kind: 'error', status: 429, retryAfter: 7 })
    expect((await caller.init()).body).toEqual({ message: 'Forbidden' })
    expect((await caller.init()).headers.get('retry-after')).toBe('7')
  })

  it('may be a redirect', async () => {
    order({ endpoint: 'init', kind: 'redirect', location: 'https://evil.example/' })
    const answer = await rawInit()
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://evil.example/'])
  })
})

describe('which calls go wrong', () => {
  it('is told by endpoint, by count and for ever', async () => {
    order({ endpoint: 'authenticate', kind: 'error', status: 500, times: 2 })
    const statuses = []
    for (let call = 0; call < 3; call += 1) statuses.push((await caller.authenticate()).status)
    expect(statuses).toEqual([500, 500, 200])
    order({ endpoint: 'any', kind: 'error', status: 503, times: 'forever' })
    for (let call = 0; call < 5; call += 1) expect((await caller.authenticate()).status).toBe(503)
    simulator.control.clearFaults()
    expect((await caller.init()).status).toBe(200)
  })

  it('is told by a part of the redirect_url or of the session_id', async () => {
    order({ endpoint: 'init', kind: 'error', status: 500, contains: '/mine/' })
    expect((await caller.init({ redirect_url: 'https://product.example/theirs/return' })).status).toBe(200)
    const mine = { redirect_url: 'https://product.example/mine/return' }
    expect((await caller.init(mine)).status).toBe(500)
    const { session_id } = (await caller.init(mine)).body.data
    const other = (await caller.init()).body.data.session_id
    order({ endpoint: 'status', kind: 'error', status: 503, contains: session_id.slice(0, 18) })
    order({ endpoint: 'status', kind: 'error', status: 504, contains: '/mine/' })
    expect((await caller.status(other)).status).toBe(200)
    expect((await caller.status(session_id)).status).toBe(503)
    expect((await caller.status(session_id)).status).toBe(504)
  })

  it('is forgotten by its text alone', () => {
    order({ kind: 'slow', ms: 1, contains: 'a' })
    order({ kind: 'slow', ms: 1, contains: 'b' })
    simulator.control.clearFaults('a')
    expect(simulator.control.faults().map(({ contains }) => contains)).toEqual(['b'])
  })
})

describe('a connection', () => {
  it.each([
    ['before', 0],
    ['after', 1],
    ['mid_body', 1],
  ] as const)('is reset %s the work was done', async (when, made) => {
    const headers = await caller.headers()
    order({ endpoint: 'init', kind: 'reset', when })
    await expect(caller.init({}, headers)).rejects.toThrow()
    expect(sessions()).toBe(made)
    expect((await caller.init({}, headers)).status).toBe(200)
  })

  it('is slow after the work was done', async () => {
    order({ endpoint: 'init', kind: 'slow', ms: 300 })
    const headers = await caller.headers()
    const started = performance.now()
    const answer = caller.init({}, headers)
    await expect.poll(sessions).toBe(1)
    expect((await answer).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThan(290)
  })

  it('drips byte by byte until the client gives up', async () => {
    order({ endpoint: 'init', kind: 'drip', intervalMs: 20 })
    const answer = await rawInit()
    const reader = answer.body?.getReader()
    const first = await reader?.read()
    expect(first?.value?.length).toBeLessThan(5)
    await reader?.cancel()
    expect(sessions()).toBe(1)
  })

  it('drips a whole and right answer to a client that waits', async () => {
    order({ endpoint: 'authenticate', kind: 'drip', intervalMs: 0 })
    expect((await caller.authenticate()).body.data.access_token).toEqual(expect.any(String))
  })

  it('ends before the announced length', async () => {
    order({ endpoint: 'init', kind: 'body', shape: 'wrong_length' })
    await expect((await rawInit()).text()).rejects.toThrow()
  })
})

describe('a broken body', () => {
  type Seen = { status: number; type: string | null; body: string }
  const expected: Record<Exclude<BrokenBody, 'wrong_length'>, (seen: Seen) => void> = {
    truncated: ({ body }) => expect(() => JSON.parse(body)).toThrow(SyntaxError),
    html: ({ status, type, body }) =>
      expect([status, type, body.startsWith('<!doctype html>')]).toEqual([502, 'text/html', true]),
    not_json: ({ body }) => expect(body).toBe('upstream connect error'),
    empty: ({ status, body }) => expect([status, body]).toEqual([200, '']),
    wrong_content_type: ({ type, body }) => expect([type, JSON.parse(body).code]).toEqual(['text/plain', 200]),
    code_500: ({ status, body }) => expect([status, JSON.parse(body).code]).toEqual([200, 500]),
    missing_fields: ({ body }) => expect(JSON.parse(body)).toMatchObject({ code: 200, data: {} }),
    wrong_types: ({ body }) =>
      expect(JSON.parse(body).data).toMatchObject({ session_id: { unexpected: true }, authorization_url: 42 }),
    huge: ({ body }) => expect(body.length).toBeGreaterThan(10 * 1024 * 1024),
    deep: ({ body }) => expect(body).toContain('['.repeat(20_000)),
    bom: ({ body }) => expect(body.charCodeAt(0)).toBe(0xfeff),
    proto: ({ body }) => expect(body).toContain('"__proto__":{"polluted":"yes"}'),
    duplicate_keys: ({ body }) => expect(body.match(/"data":/g)).toHaveLength(2),
  }
  const shapes = brokenBodies.filter((shape): shape is keyof typeof expected => shape !== 'wrong_length')

  it.each(shapes)('comes as %s after the session was made', async (shape) => {
    order({ endpoint: 'init', kind: 'body', shape })
    const answer = await rawInit()
    const body = Buffer.from(await answer.arrayBuffer()).toString()
    expected[shape]({ status: answer.status, type: answer.headers.get('content-type'), body })
    expect(sessions()).toBe(1)
  })

  it('takes the status it is given', async () => {
    order({ endpoint: 'init', kind: 'body', shape: 'html', status: 200 })
    expect((await rawInit()).status).toBe(200)
  })

  it('may differ from the right one in single fields', async () => {
    order({ endpoint: 'status', kind: 'patch', set: { status: 'weird', extra: 1 }, drop: ['created_at'] })
    const { session_id } = (await caller.init()).body.data
    const { data } = (await caller.status(session_id)).body
    expect(data).toMatchObject({ id: session_id, status: 'weird', extra: 1 })
    expect(data).not.toHaveProperty('created_at')
    expect((await caller.status(session_id)).body.data.status).toBe('created')
  })
})

it('delays each endpoint by its own latency', async () => {
  simulator.control.set({ latencyMs: { status: 1_500 } })
  const { session_id } = (await caller.init()).body.data
  const headers = await caller.headers()
  const order: string[] = []
  const started = performance.now()
  const late = caller.status(session_id, headers).then(() => order.push('status'))
  await caller.init({}, headers).then(() => order.push('init'))
  await late
  expect(order).toEqual(['init', 'status'])
  expect(performance.now() - started).toBeGreaterThan(1_490)
})

it('closes the door on a request that is no HTTP', async () => {
  const { port } = new URL(simulator.origin)
  const socket = connect(Number(port), '127.0.0.1')
  socket.end('nonsense\r\n\r\n')
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400/)
})
