import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller } from './testing.ts'

const home = 'https://product.example/callback/nonce/return'
let simulator: Simulator
let caller: ReturnType<typeof createCaller>

beforeAll(async () => {
  simulator = await startSimulator({ settings: { rpmLimit: null } })
  caller = createCaller(simulator)
})
beforeEach(() => simulator.control.reset())
afterAll(() => simulator.close())

const start = async (over?: Record<string, unknown>) => (await caller.init(over)).body.data
const statusOf = async (id: string) => (await caller.status(id)).body.data

describe('the consent page', () => {
  it('asks for exactly the documents of the request, without a script or a form-action', async () => {
    const { authorization_url } = await start({ doc_types: ['pan', 'aadhaar'] })
    const answer = await fetch(authorization_url)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect([...html.matchAll(/name="documents" value="(\w+)"/g)].map(([, doc]) => doc)).toEqual(['pan', 'aadhaar'])
    expect(html).toContain('Simulator: not the real DigiLocker')
    expect(html).not.toMatch(/<script|style="/)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('form-action')
  })

  it('shows what a product sent as text, never as markup', async () => {
    const { authorization_url } = await start({ redirect_url: 'https://product.example/?a="><b>' })
    expect(await (await fetch(authorization_url)).text()).not.toContain('"><b>')
  })

  it('is a plain page when the state is unknown, altered or without its challenge', async () => {
    const { authorization_url } = await start()
    const url = new URL(authorization_url)
    for (const [name, value] of [
      ['state', 'a|b|c'],
      ['state', `${url.searchParams.get('state')}x`],
      ['code_challenge', 'x'],
      ['response_type', 'token'],
    ]) {
      const altered = new URL(url)
      altered.searchParams.set(name ?? '', value ?? '')
      expect((await fetch(altered)).status).toBe(400)
    }
    expect((await fetch(caller.at('/public/oauth2/1/authorize'))).status).toBe(400)
  })

  it('ends with the session', async () => {
    const { authorization_url, session_id } = await start()
    simulator.control.forward(3_600_000)
    expect((await fetch(authorization_url)).status).toBe(410)
    expect((await caller.press(authorization_url, { decision: 'allow' })).status).toBe(410)
    expect((await statusOf(session_id)).status).toBe('expired')
  })
})

describe('the way back', () => {
  it('leads through the vendor’s callback to the product', async () => {
    const { authorization_url, session_id } = await start()
    const pressed = await caller.press(authorization_url, { decision: 'allow' })
    const callback = new URL(pressed.headers.get('location') ?? '', simulator.origin)
    expect([pressed.status, callback.pathname]).toEqual([303, '/callbacks/kyc/digilocker/oauth'])
    expect([...callback.searchParams.keys()]).toEqual(['code', 'state'])
    expect((await statusOf(session_id)).status).toBe('created')
    const returned = await fetch(callback, { redirect: 'manual' })
    expect([returned.status, returned.headers.get('location')]).toEqual([302, `${home}?session_id=${session_id}`])
    expect(await statusOf(session_id)).toMatchObject({
      status: 'succeeded',
      documents_consented: ['aadhaar', 'pan', 'driving_license'],
    })
  })

  it.each([
    [['pan'], ['pan']],
    [
      ['driving_license', 'aadhaar'],
      ['aadhaar', 'driving_license'],
    ],
    [[], []],
  ])('carries the ticked documents %j and no other', async (ticked, consented) => {
    const { authorization_url, session_id } = await start()
    await caller.consent(authorization_url, { decision: 'allow' }, ticked)
    expect(await statusOf(session_id)).toMatchObject({ status: 'succeeded', documents_consented: consented })
  })

  it('never carries a document that was not asked for', async () => {
    const { authorization_url, session_id } = await start({ doc_types: ['pan'] })
    await caller.consent(authorization_url, { decision: 'allow' }, ['pan', 'aadhaar'])
    expect((await statusOf(session_id)).documents_consented).toEqual(['pan'])
  })

  it.each([
    ['deny', 'User denied access'],
    ['fail', 'User authentication failed'],
  ])('after %s names access_denied to the vendor and nothing to the product', async (decision, description) => {
    const { authorization_url, session_id } = await start()
    const pressed = await caller.press(authorization_url, { decision })
    const callback = new URL(pressed.headers.get('location') ?? '', simulator.origin)
    expect(Object.fromEntries(callback.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: description,
    })
    const returned = await fetch(callback, { redirect: 'manual' })
    expect(returned.headers.get('location')).toBe(`${home}?session_id=${session_id}`)
    expect((await statusOf(session_id)).status).toBe('failed')
  })

  it('takes the tester’s redirect mode and lag before the settings', async () => {
    const { authorization_url, session_id } = await start()
    const end = await caller.consent(authorization_url, { decision: 'deny', mode: 'error_forwarded', lag: '3' })
    expect(Object.fromEntries(new URL(end ?? '').searchParams)).toMatchObject({ session_id, error: 'access_denied' })
    expect((await statusOf(session_id)).status).toBe('created')
    simulator.control.forward(3_000)
    expect((await statusOf(session_id)).status).toBe('failed')
  })

  it('follows the settings where the tester picked nothing', async () => {
    simulator.control.set({ redirectMode: 'none', statusLagMs: 1_000 })
    const { authorization_url, session_id } = await start()
    expect(await caller.consent(authorization_url, { decision: 'allow', mode: '', lag: '' })).toBe(home)
    expect((await statusOf(session_id)).status).toBe('created')
  })

  it('stays open when the person does nothing', async () => {
    const { authorization_url, session_id } = await start()
    const answer = await caller.press(authorization_url, { decision: 'stay' })
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Nothing was decided')])
    expect((await statusOf(session_id)).status).toBe('created')
  })

  it('ends at a page, with consent given, when the person does not come back', async () => {
    const { authorization_url, session_id } = await start()
    expect((await caller.press(authorization_url, { decision: 'leave' })).status).toBe(200)
    expect((await statusOf(session_id)).status).toBe('succeeded')
  })

  it('shows the return address for another browser', async () => {
    const { authorization_url, session_id } = await start()
    const html = await (await caller.press(authorization_url, { decision: 'elsewhere' })).text()
    expect(html).toContain(`<code id="return-address">${home}?session_id=${session_id}</code>`)
    expect((await statusOf(session_id)).status).toBe('succeeded')
  })
})

describe('a decided session', () => {
  it('keeps its first answer and sends a reloaded callback home again', async () => {
    const { authorization_url, session_id } = await start()
    const pressed = await caller.press(authorization_url, { decision: 'deny' })
    const callback = new URL(pressed.headers.get('location') ?? '', simulator.origin)
    await fetch(callback, { redirect: 'manual' })
    expect((await fetch(callback, { redirect: 'manual' })).status).toBe(302)
    expect((await caller.press(authorization_url, { decision: 'allow' })).status).toBe(200)
    expect(await (await fetch(authorization_url)).text()).toContain('This request is finished')
    expect((await statusOf(session_id)).status).toBe('failed')
  })

  it('cannot be made by a callback with a wrong code, a wrong state or before any answer', async () => {
    const { authorization_url, session_id } = await start()
    const state = new URL(authorization_url).searchParams.get('state') ?? ''
    const visit = async (query: Record<string, string>) =>
      (await fetch(caller.at(`/callbacks/kyc/digilocker/oauth?${new URLSearchParams(query)}`), { redirect: 'manual' }))
        .status
    expect(await visit({ error: 'access_denied', state })).toBe(400)
    await caller.press(authorization_url, { decision: 'allow' })
    expect(await visit({ code: 'x', state })).toBe(400)
    expect(await visit({ error: 'access_denied', state })).toBe(400)
    expect(await visit({ code: 'x' })).toBe(400)
    expect((await statusOf(session_id)).status).toBe('created')
  })
})
