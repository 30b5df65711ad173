import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller } from './testing.ts'

const keys = [
  { key: 'key_test_one', secret: 'secret_test_one' },
  { key: 'key_test_two', secret: 'secret_test_two' },
]
let simulator: Simulator
let caller: ReturnType<typeof createCaller>

beforeAll(async () => {
  simulator = await startSimulator({ keys, settings: { rpmLimit: null } })
  caller = createCaller(simulator)
})
beforeEach(() => simulator.control.reset())
afterAll(() => simulator.close())

const start = async (over?: Record<string, unknown>): Promise<string> => (await caller.init(over)).body.data.session_id
const dataOf = async (id: string) => (await caller.status(id)).body.data

describe('the status', () => {
  it('is created, without a change or a list, until the person decides', async () => {
    const id = await start()
    expect(await dataOf(id)).toEqual({
      id,
      '@entity': 'in.co.sandbox.kyc.digilocker.session',
      created_at: expect.any(Number),
      status: 'created',
    })
  })

  it('tells what was agreed to and when', async () => {
    const id = await start()
    simulator.control.setOutcome(id, { kind: 'allow', documents: ['pan'] })
    expect(await dataOf(id)).toMatchObject({
      status: 'succeeded',
      documents_consented: ['pan'],
      updated_at: expect.any(Number),
    })
  })

  it('leaves the list out when told so', async () => {
    simulator.control.set({ omitDocumentsConsented: true })
    const id = await start()
    simulator.control.setOutcome(id, { kind: 'allow', documents: ['pan'] })
    expect(await dataOf(id)).not.toHaveProperty('documents_consented')
  })

  it('lags behind the decision for as long as told', async () => {
    simulator.control.set({ statusLagMs: 10_000 })
    const id = await start()
    simulator.control.setOutcome(id, { kind: 'allow', documents: [] })
    expect((await dataOf(id)).status).toBe('created')
    simulator.control.forward(10_000)
    expect((await dataOf(id)).status).toBe('succeeded')
  })

  it('shows a denial as failed by default', async () => {
    const id = await start()
    simulator.control.setOutcome(id, { kind: 'deny' })
    expect(await dataOf(id)).toMatchObject({ status: 'failed', updated_at: expect.any(Number) })
  })

  it('shows a denial as created until it expires when told so, but a failed sign-in as failed', async () => {
    simulator.control.set({ denialStatus: 'created_until_expired' })
    const [denied, failed] = [await start(), await start()]
    simulator.control.setOutcome(denied, { kind: 'deny' })
    simulator.control.setOutcome(failed, { kind: 'fail' })
    expect([(await dataOf(denied)).status, (await dataOf(failed)).status]).toEqual(['created', 'failed'])
    simulator.control.forward(3_600_000)
    expect([(await dataOf(denied)).status, (await dataOf(failed)).status]).toEqual(['expired', 'failed'])
  })

  it('expires with the consent, or after an hour when none was named', async () => {
    const [named, unnamed] = [await start({ consent_expiry: Date.now() + 65 * 60_000 }), await start()]
    simulator.control.forward(62 * 60_000)
    expect([(await dataOf(named)).status, (await dataOf(unnamed)).status]).toEqual(['created', 'expired'])
    simulator.control.forward(3 * 60_000)
    expect(await dataOf(named)).toMatchObject({ status: 'expired', updated_at: expect.any(Number) })
  })

  it.each([
    ['api', 'in.co.sandbox.kyc.digilocker.session'],
    ['sdk', 'in.co.sandbox.kyc.digilocker.sdk.session'],
    ['absent', undefined],
  ] as const)('carries the entity of the %s variant', async (statusEntity, entity) => {
    simulator.control.set({ statusEntity })
    expect((await dataOf(await start()))['@entity']).toBe(entity)
  })

  it('of an unknown id is the vendor’s own 521', async () => {
    expect(await caller.status('839fd8a0-d645-42e1-a904-bb43353b0139')).toMatchObject({
      status: 521,
      body: { code: 521, message: 'Data not found for: 839fd8a0-d645-42e1-a904-bb43353b0139' },
    })
  })

  it('of another key’s session is a 521 as well, or a refusal when told so', async () => {
    const id = await start()
    const stranger = createCaller(simulator, keys[1])
    expect(await stranger.status(id)).toMatchObject({ status: 521, body: { message: `Data not found for: ${id}` } })
    simulator.control.set({ otherKeysSession: 403 })
    expect((await stranger.status(id)).status).toBe(403)
    expect((await caller.status(id)).status).toBe(200)
  })
})
