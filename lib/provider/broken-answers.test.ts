import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrokenBody, brokenBodies } from '../../simulator/faults.ts'
import { ProviderError } from './errors'
import { judgeAnswer } from './judge-answer'
import { sendCall } from './request'
import { statusResponseSchema } from './sandbox-schema'
import { anInit, failureOf, providerTestBed, standIn } from './testing'
import { httpAnswer, rawServer } from './testing-servers'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

const kindOf = (shape: BrokenBody) =>
  shape === 'html' ? 'unavailable' : shape === 'wrong_length' ? 'connection' : 'contract'

test.each(brokenBodies)('takes an init answer that is %s for no answer, once [F-08] [F-09] [10.1-3]', async (shape) => {
  const { control, provider } = await standIn()
  control.addFault({ kind: 'body', endpoint: 'init', shape })
  const error = await failureOf(provider.initSession(anInit()))
  expect([error.kind, error.sent]).toEqual([kindOf(shape), true])
  expect(control.stats().counts.init).toBe(1)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test.each(brokenBodies)('learns nothing from a status answer that is %s [F-09]', async (shape) => {
  const { control, provider } = await standIn()
  const { session_id } = await provider.initSession(anInit())
  control.setOutcome(session_id, { kind: 'allow', documents: ['pan'] })
  control.addFault({ kind: 'body', endpoint: 'status', shape, times: 'forever' })
  const error = await failureOf(provider.getSessionStatus(session_id, 'person'))
  expect(error.kind).toBe(kindOf(shape))
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test.each(brokenBodies)('gets no token from an answer that is %s [F-09]', async (shape) => {
  const { control, provider } = await standIn()
  control.addFault({ kind: 'body', endpoint: 'authenticate', shape })
  expect((await failureOf(provider.initSession(anInit()))).kind).toBe(kindOf(shape))
  expect(control.stats().counts.init).toBe(0)
})

test('takes HTML with status 200 for an answer outside the contract, and keeps none of it [F-09]', async () => {
  const { control, provider } = await standIn()
  control.addFault({ kind: 'body', endpoint: 'init', shape: 'html', status: 200 })
  const error = await failureOf(provider.initSession(anInit()))
  expect(error.kind).toBe('contract')
  expect(error.message).toMatch(/content type is not JSON, [0-9a-f]{16}$/)
})

test('answers any bytes at all with data of the right shape or with a named failure [F-09]', async () => {
  const envelope = fc.record({
    code: fc.constant(200),
    data: fc.oneof(fc.jsonValue(), fc.record({ status: fc.jsonValue(), id: fc.jsonValue() })),
  })
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    envelope.map((value) => Buffer.from(JSON.stringify(value))),
    fc.tuple(fc.json(), fc.nat(200)).map(([text, cut]) => Buffer.from(text).subarray(0, cut)),
  )
  const statuses = fc.oneof(
    fc.constant(200),
    fc.integer({ min: 200, max: 599 }).filter((status) => status !== 204 && status !== 304),
  )
  let next: Buffer = Buffer.alloc(0)
  const server = await rawServer((socket) => socket.write(next))
  const ask = async () => {
    const answer = await sendCall({ baseUrl: server.origin, method: 'GET', path: '/p', target: '/p', headers: {} })
    return judgeAnswer(answer, statusResponseSchema)
  }
  try {
    await fc.assert(
      fc.asyncProperty(statuses, bodies, async (status, body) => {
        next = httpAnswer(status, body)
        const found = await ask().catch((error: unknown) => error)
        if (!(found instanceof ProviderError)) expect(statusResponseSchema.safeParse(found).success).toBe(true)
      }),
      { numRuns: 400 },
    )
  } finally {
    await server.close()
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
