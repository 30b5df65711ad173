import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller, goodInit } from './testing.ts'

const hour = 3_600_000
let simulator: Simulator
let caller: ReturnType<typeof createCaller>

beforeAll(async () => {
  simulator = await startSimulator({ settings: { rpmLimit: null } })
  caller = createCaller(simulator)
})
beforeEach(() => simulator.control.reset())
afterAll(() => simulator.close())

describe('the init request', () => {
  const wrong: readonly [string, Record<string, unknown>][] = [
    ['another entity', { '@entity': 'in.co.sandbox.kyc.digilocker.session' }],
    ['an unknown flow', { flow: 'login' }],
    ['no document', { doc_types: [] }],
    ['an unknown document', { doc_types: ['passport'] }],
    ['an http address', { redirect_url: 'http://product.example/x' }],
    ['no address', { redirect_url: undefined }],
    ['an empty list of methods', { options: { verification_method: [] } }],
    ['an unknown method', { options: { verification_method: ['face'] } }],
    ['a mobile of the wrong pattern', { options: { verified_mobile: '5999999999' } }],
    ['a mobile with country code', { options: { verified_mobile: '+919999999999' } }],
    ['a truth value as text', { options: { pinless: 'true' } }],
    ['an unknown option', { options: { theme: 'dark' } }],
    ['an unknown field', { reference: 'x' }],
    ['an expiry with a fraction', { consent_expiry: Date.now() + 2 * hour + 0.5 }],
    ['an expiry too near', { consent_expiry: Date.now() + hour - 1_000 }],
    ['an expiry in seconds', { consent_expiry: Math.floor(Date.now() / 1000) + 2 * 3600 }],
  ]

  it.each(wrong)('is refused with %s', async (_, over) => {
    expect(await caller.init(over)).toMatchObject({ status: 400, body: { code: 400, message: 'Invalid request body' } })
    simulator.control.set({ invalidBodyStatus: 422 })
    expect(await caller.init(over)).toMatchObject({ status: 422, body: { code: 422 } })
    expect(simulator.control.sessions()).toEqual([])
  })

  it('is refused when it is no JSON or longer than any request can be', async () => {
    const send = async (body: string) =>
      fetch(caller.at('/kyc/digilocker/sessions/init'), { method: 'POST', headers: await caller.headers(), body })
    expect((await send('{"flow":')).status).toBe(400)
    expect((await send('')).status).toBe(400)
    expect((await send('x'.repeat(70_000))).status).toBe(413)
  })

  it('is taken with every documented option', async () => {
    const options = {
      verification_method: ['aadhaar', 'other'],
      pinless: true,
      usernameless: true,
      verified_mobile: '9999999999',
    }
    expect((await caller.init({ flow: 'signup', options, consent_expiry: Date.now() + hour + 1_000 })).status).toBe(200)
  })

  it('may name an http address on this machine only when the switch is on', async () => {
    const local = { redirect_url: 'http://localhost:3000/callback/a/return' }
    expect((await caller.init(local)).status).toBe(400)
    simulator.control.set({ allowLoopbackHttp: true })
    expect((await caller.init(local)).status).toBe(200)
    expect((await caller.init({ redirect_url: 'http://localhost.evil.example/' })).status).toBe(400)
    expect((await caller.init()).status).toBe(200)
  })

  it('may give its expiry in seconds when the vendor reads seconds', async () => {
    simulator.control.set({ consentUnit: 'seconds' })
    const expiry = Math.floor(Date.now() / 1000) + 2 * 3600
    const { status, body } = await caller.init({ consent_expiry: expiry })
    expect(status).toBe(200)
    expect(new URL(body.data.authorization_url).searchParams.get('consent_valid_till')).toBe(String(expiry))
  })
})

describe('the init answer', () => {
  it('leads to our own consent page with the parameters of the published sample', async () => {
    const consent_expiry = Date.now() + 65 * 60_000
    const options = {
      verification_method: ['aadhaar', 'pan'],
      pinless: true,
      usernameless: true,
      verified_mobile: '9999999999',
    }
    const { body } = await caller.init({
      flow: 'signup',
      doc_types: ['pan', 'aadhaar', 'driving_license'],
      options,
      consent_expiry,
    })
    const url = new URL(body.data.authorization_url)
    const { state, code_verifier, code_challenge, ...rest } = Object.fromEntries(url.searchParams)
    expect(url.origin).toBe(simulator.origin)
    expect(url.pathname).toBe('/public/oauth2/1/authorize')
    expect(rest).toEqual({
      response_type: 'code',
      client_id: 'SIMULATED',
      redirect_uri: `${simulator.origin}/callbacks/kyc/digilocker/oauth`,
      code_challenge_method: 'S256',
      scope: 'files.issueddocs',
      pla: 'Y',
      plsignup: 'Y',
      dl_flow: 'signup',
      amr: 'aadhaar+pan',
      verified_mobile: '9999999999',
      req_doctype: 'PANCR,ADHAR,DRVLC',
      consent_valid_till: String(Math.floor(consent_expiry / 1000)),
    })
    expect(state?.split('|').slice(1)).toEqual([body.data.session_id, 'https://product.example/callback/nonce/return'])
    expect(code_verifier).toHaveLength(64)
    expect(
      createHash('sha256')
        .update(code_verifier ?? '')
        .digest('base64url'),
    ).toBe(code_challenge)
  })

  it('makes a second session of a repeated request', async () => {
    const [one, two] = [await caller.init(), await caller.init()]
    expect(one.body.data.session_id).not.toBe(two.body.data.session_id)
    expect(simulator.control.sessions()).toHaveLength(2)
  })

  it('repeats the first session id when told so', async () => {
    simulator.control.set({ sameSessionIdAlways: true })
    const [one, two] = [await caller.init(), await caller.init()]
    expect(one.body.data.session_id).toBe(two.body.data.session_id)
  })

  it('names another address when told so', async () => {
    simulator.control.set({ authorizationUrlOverride: 'https://evil.example/' })
    expect((await caller.init()).body.data.authorization_url).toBe('https://evil.example/')
  })

  it('names the host it was reached at', async () => {
    const { port } = new URL(simulator.origin)
    const headers = { ...(await caller.headers()), 'content-type': 'application/json' }
    const answer = await fetch(`http://localhost:${port}/kyc/digilocker/sessions/init`, {
      method: 'POST',
      headers,
      body: JSON.stringify(goodInit()),
    })
    expect((await answer.json()).data.authorization_url).toMatch(`http://localhost:${port}/`)
  })
})

it('answers 404 to every DigiLocker call, and only to those, as the test host does', async () => {
  simulator.control.set({ testHostMode: true })
  expect((await caller.authenticate()).status).toBe(200)
  expect((await caller.init()).status).toBe(404)
  expect((await caller.status('f1bd0342-cc1d-4051-8301-e8ee17e3a3c3')).status).toBe(404)
  expect((await fetch(caller.at('/kyc/digilocker/user/verify'), { method: 'POST' })).status).toBe(404)
  expect(simulator.control.sessions()).toEqual([])
})
