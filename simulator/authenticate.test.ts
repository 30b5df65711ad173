import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller } from './testing.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
let simulator: Simulator
let caller: ReturnType<typeof createCaller>

beforeAll(async () => {
  simulator = await startSimulator()
  caller = createCaller(simulator)
})
beforeEach(() => simulator.control.reset())
afterAll(() => simulator.close())

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

describe('POST /authenticate', () => {
  it('answers a JWT of 24 hours signed with HS512 inside data', async () => {
    const { status, body } = await caller.authenticate()
    const [head] = body.data.access_token.split('.')
    expect(status).toBe(200)
    expect(body.access_token).toBeUndefined()
    expect(JSON.parse(Buffer.from(head ?? '', 'base64url').toString())).toEqual({ alg: 'HS512', typ: 'JWT' })
    const claims = claimsOf(body.data.access_token)
    expect(claims).toMatchObject({ aud: 'API', api_key: 'key_test_simulator', intent: 'ACCESS_TOKEN' })
    expect(Math.abs(Number(claims.exp) - Date.now() / 1000 - 24 * 3600)).toBeLessThan(5)
  })

  it('answers the token at the top level in the older shape', async () => {
    simulator.control.set({ legacyTokenShape: true })
    const { body } = await caller.authenticate()
    expect(Object.keys(body)).toEqual(['access_token'])
    expect(
      await caller.init({}, { 'x-api-key': 'key_test_simulator', authorization: body.access_token ?? '' }),
    ).toMatchObject({
      status: 200,
    })
  })

  it.each([
    ['a wrong secret', { 'x-api-secret': 'secret_test_wrong' }],
    ['a wrong key', { 'x-api-key': 'key_test_wrong' }],
    ['an empty secret', { 'x-api-secret': '' }],
  ])('refuses %s in the documented envelope', async (_, headers) => {
    const { status, body, headers: answered } = await caller.authenticate(headers)
    expect(status).toBe(401)
    expect(body).toEqual({
      code: 401,
      message: 'Unauthorized',
      timestamp: expect.any(Number),
      transaction_id: expect.stringMatching(uuid),
    })
    expect(answered.get('x-amzn-requestid')).toBe(body.transaction_id)
    expect(Math.abs(body.timestamp - Date.now())).toBeLessThan(5_000)
  })

  it('gives exp in milliseconds when told so', async () => {
    simulator.control.set({ tokenExpUnit: 'ms' })
    expect(Number(claimsOf(await caller.token()).exp)).toBeGreaterThan(Date.now())
    expect((await caller.init()).status).toBe(200)
  })
})

describe('the token on other routes', () => {
  it('is taken raw and refused as Bearer', async () => {
    const { authorization, ...key } = await caller.headers()
    expect((await caller.init({}, { ...key, authorization: authorization ?? '' })).status).toBe(200)
    const { status, body } = await caller.init({}, { ...key, authorization: `Bearer ${authorization}` })
    expect([status, body.message]).toEqual([403, 'Invalid access token'])
  })

  it.each([
    [403, 'Access token has expired'],
    [401, 'Unauthorized'],
  ] as const)('ends after its time with %i %s', async (badTokenStatus, message) => {
    simulator.control.set({ badTokenStatus })
    const headers = await caller.headers()
    simulator.control.forward(24 * 3_600_000 - 5_000)
    expect((await caller.init({}, headers)).status).toBe(200)
    simulator.control.forward(10_000)
    const { status, body } = await caller.init({}, headers)
    expect([status, body.message]).toEqual([badTokenStatus, message])
  })

  it.each([
    ['no key', { 'x-api-key': '' }],
    ['a wrong key', { 'x-api-key': 'key_test_wrong' }],
  ])('is refused beside %s with 401, or with the gateway message', async (_, wrong) => {
    const headers = { ...(await caller.headers()), ...wrong }
    expect(await caller.init({}, headers)).toMatchObject({ status: 401, body: { message: 'Unauthorized' } })
    simulator.control.set({ badKeyStatus: 403 })
    expect(await caller.init({}, headers)).toMatchObject({ status: 403, body: { message: 'Forbidden' } })
  })

  it('is refused when missing, made up, altered or of another key', async () => {
    const key = { 'x-api-key': 'key_test_simulator' }
    const token = await caller.token()
    const [head, claims] = token.split('.')
    expect((await caller.init({}, key)).status).toBe(401)
    for (const authorization of ['x', 'a.b.c', `${head}.${claims}.AAAA`, `${token}.x`]) {
      expect(await caller.init({}, { ...key, authorization })).toMatchObject({
        status: 403,
        body: { message: 'Invalid access token' },
      })
    }
  })

  it('outlives a newer one, unless new tokens revoke old ones', async () => {
    const headers = await caller.headers()
    await caller.token()
    expect((await caller.init({}, headers)).status).toBe(200)
    simulator.control.set({ newTokenRevokesOld: true })
    expect(await caller.init({}, headers)).toMatchObject({ status: 403, body: { message: 'Access revoked' } })
    expect((await caller.init()).status).toBe(200)
  })
})

it('answers unknown paths and methods as the gateway does', async () => {
  for (const [method, path] of [
    ['GET', '/kyc/digilocker/sessions/init'],
    ['POST', '/kyc/pan/verify'],
    ['GET', '/authenticate'],
  ]) {
    const answer = await fetch(caller.at(path ?? ''), { method: method ?? '' })
    expect([answer.status, await answer.json()]).toEqual([403, { message: 'Missing Authentication Token' }])
  }
})

it('packs answers for clients that take gzip, and only for those', async () => {
  const ask = (encoding: string) =>
    fetch(caller.at('/authenticate'), { method: 'POST', headers: { 'accept-encoding': encoding } })
  expect((await ask('gzip')).headers.get('content-encoding')).toBe('gzip')
  expect((await ask('identity')).headers.get('content-encoding')).toBeNull()
})
