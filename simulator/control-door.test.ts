import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller, goodInit } from './testing.ts'

let simulator: Simulator
let caller: ReturnType<typeof createCaller>

beforeAll(async () => {
  simulator = await startSimulator()
  caller = createCaller(simulator)
})
beforeEach(() => simulator.control.reset())
afterAll(() => simulator.close())

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(caller.at(`/__simulator/${path}`), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

describe('the control door', () => {
  it('reads and changes single switches', async () => {
    expect((await ask('GET', 'settings')).body).toMatchObject({ redirectMode: 'session_id', latencyMs: { init: 0 } })
    const { status, body } = await ask('PUT', 'settings', { redirectMode: 'none', latencyMs: { init: 5 } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ redirectMode: 'none', latencyMs: { init: 5, status: 0 }, rpmLimit: 100 })
  })

  it.each([
    ['PUT', 'settings', { redirectmode: 'none' }],
    ['PUT', 'settings', { redirectMode: 'sideways' }],
    ['POST', 'faults', { kind: 'earthquake' }],
    ['POST', 'faults', { kind: 'error', status: 200 }],
    ['POST', 'clock', { forward_ms: -1 }],
    ['POST', 'plans', { name: 'wins_the_lottery' }],
    ['POST', 'sessions/x/outcome', { kind: 'allow', documents: ['passport'] }],
  ])('refuses %s %s %j in words', async (method, path, body) => {
    expect(await ask(method, path, body)).toEqual({ status: 400, body: { error: expect.any(String) } })
  })

  it('answers 404 to routes it does not have and 400 to what is no JSON', async () => {
    expect((await ask('GET', 'secrets')).status).toBe(404)
    expect((await fetch(caller.at('/__simulator/settings'), { method: 'PUT', body: '{' })).status).toBe(400)
  })

  it('orders, lists and forgets faults', async () => {
    await ask('POST', 'faults', { endpoint: 'init', kind: 'error', status: 500, contains: '/x/' })
    expect((await ask('GET', 'faults')).body).toEqual([
      expect.objectContaining({ kind: 'error', times: 1, contains: '/x/' }),
    ])
    await ask('DELETE', 'faults?contains=%2Fy%2F')
    expect((await ask('GET', 'faults')).body).toHaveLength(1)
    await ask('DELETE', 'faults')
    expect((await ask('GET', 'faults')).body).toEqual([])
  })

  it('ends sessions by a part of their redirect_url, and no others', async () => {
    const mine = (await caller.init({ redirect_url: 'https://product.example/mine/return' })).body.data.session_id
    const other = (await caller.init()).body.data.session_id
    expect((await ask('POST', `sessions/${encodeURIComponent('/mine/')}/outcome`, { kind: 'deny' })).body).toEqual({
      sessions: 1,
    })
    expect((await caller.status(mine)).body.data.status).toBe('failed')
    expect((await caller.status(other)).body.data.status).toBe('created')
    expect((await ask('POST', 'sessions/nobody/outcome', { kind: 'fail' })).body).toEqual({ sessions: 0 })
  })

  it.each([
    [{ kind: 'allow', documents: ['pan'] }, 'succeeded'],
    [{ kind: 'fail' }, 'failed'],
    [{ kind: 'expire' }, 'expired'],
  ])('sets the outcome %j by session_id, late when told so', async (outcome, status) => {
    const { session_id } = (await caller.init()).body.data
    await ask('POST', `sessions/${session_id}/outcome`, { ...outcome, lag_ms: 5_000 })
    expect((await caller.status(session_id)).body.data.status).toBe('created')
    await ask('POST', 'clock', { forward_ms: 5_000 })
    expect((await caller.status(session_id)).body.data.status).toBe(status)
  })

  it('lists sessions with their address, and the stories on offer', async () => {
    const { session_id, authorization_url } = (await caller.init()).body.data
    const sessions = (await ask('GET', `sessions?contains=${session_id}`)).body
    expect(sessions).toEqual([expect.objectContaining({ session_id, authorization_url, status: 'created' })])
    expect((await ask('GET', 'scenarios')).body).toHaveLength(11)
    await ask('POST', 'plans', { name: 'refuses' })
    expect((await ask('GET', 'plans')).body).toEqual([{ name: 'refuses' }])
  })

  it('starts afresh on reset, clock and switches included', async () => {
    const { session_id } = (await caller.init()).body.data
    await ask('PUT', 'settings', { testHostMode: true })
    await ask('POST', 'faults', { kind: 'slow', ms: 1 })
    await ask('POST', 'clock', { forward_ms: 3_600_000 })
    await ask('POST', 'reset', {})
    expect((await ask('GET', 'settings')).body.testHostMode).toBe(false)
    expect((await ask('GET', 'calls')).body).toEqual([])
    expect((await ask('GET', 'stats')).body).toEqual({
      counts: { authenticate: 0, init: 0, status: 0, other: 0 },
      max_per_minute: 0,
    })
    expect((await caller.status(session_id)).status).toBe(521)
    expect(Math.abs((await ask('POST', 'clock', { forward_ms: 0 })).body.now - Date.now())).toBeLessThan(5_000)
  })
})

describe('the recorded calls', () => {
  it('tell method, path, headers and body, and hold neither token nor secret', async () => {
    const headers = await caller.headers()
    await caller.init({ redirect_url: 'https://product.example/mine/return' }, headers)
    const calls = (await ask('GET', 'calls')).body
    expect(calls.map(({ endpoint, method, path }: Record<string, string>) => [endpoint, method, path])).toEqual([
      ['authenticate', 'POST', '/authenticate'],
      ['init', 'POST', '/kyc/digilocker/sessions/init'],
    ])
    expect(calls[1]).toMatchObject({
      headers: { authorization: '(raw token of key_test_simulator)', 'x-api-key': 'key_test_simulator' },
      body: goodInit({ redirect_url: 'https://product.example/mine/return' }),
      status: 200,
    })
    const told = JSON.stringify(calls)
    expect(told).not.toContain(headers.authorization)
    expect(told).not.toContain('secret_test_simulator_0000')
  })

  it('tell a Bearer token and one that is none of ours apart', async () => {
    const { authorization, ...key } = await caller.headers()
    await caller.init({}, { ...key, authorization: `Bearer ${authorization}` })
    await caller.init({}, { ...key, authorization: 'made-up' })
    const seen = (await ask('GET', 'calls?endpoint=init')).body
    expect(seen.map(({ headers }: { headers: Record<string, string> }) => headers.authorization)).toEqual([
      '(bearer token of key_test_simulator)',
      '(other token of nobody)',
    ])
  })

  it('are found by session_id, by redirect_url and by time', async () => {
    const { session_id } = (await caller.init({ redirect_url: 'https://product.example/mine/return' })).body.data
    await caller.init()
    await caller.status(session_id)
    const endpoints = async (query: string): Promise<string[]> =>
      (await ask('GET', `calls?${query}`)).body.map(({ endpoint }: { endpoint: string }) => endpoint)
    expect(await endpoints(`contains=${session_id}`)).toEqual(['init', 'status'])
    expect(await endpoints('contains=%2Fmine%2F')).toEqual(['init', 'status'])
    expect(await endpoints(`endpoint=init&contains=${session_id}`)).toEqual(['init'])
    expect(await endpoints(`since=${Date.now() + 60_000}`)).toEqual([])
  })
})

describe('a caller from elsewhere', () => {
  const statusWith = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(caller.at('/__simulator/settings'), { headers }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })

  it('is refused by host name and by origin', async () => {
    expect(await statusWith({ host: 'rebound.example' })).toBe(403)
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403)
    expect(await statusWith({})).toBe(200)
  })
})
