import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'
import { type Simulator, startSimulator } from './server.ts'
import { createCaller } from './testing.ts'

describe('the limiter', () => {
  it('lets through exactly the limit in any sliding minute', () => {
    let now = 0
    const limiter = createLimiter(() => now)
    const passed: number[] = []
    for (; now < 300_000; now += 500) if (limiter.take('key', 25) === null) passed.push(now)
    const busiest = Math.max(...passed.map((start) => passed.filter((at) => at >= start && at < start + 60_000).length))
    expect(busiest).toBe(25)
    expect(passed).toHaveLength(125)
  })

  it('says when the next call may come', () => {
    let now = 10_000
    const limiter = createLimiter(() => now)
    expect([limiter.take('key', 1), limiter.take('key', 1)]).toEqual([null, 60])
    now += 45_000
    expect(limiter.take('key', 1)).toBe(15)
    now += 15_000
    expect(limiter.take('key', 1)).toBeNull()
  })

  it('keeps keys apart and has no limit when told none', () => {
    const limiter = createLimiter(() => 0)
    expect([limiter.take('one', 1), limiter.take('two', 1)]).toEqual([null, null])
    for (let call = 0; call < 1_000; call += 1) expect(limiter.take('one', null)).toBeNull()
  })
})

describe('calls over the limit', () => {
  let simulator: Simulator
  let caller: ReturnType<typeof createCaller>
  beforeAll(async () => {
    simulator = await startSimulator()
    caller = createCaller(simulator)
  })
  beforeEach(() => simulator.control.reset())
  afterAll(() => simulator.close())

  it.each([25, 100])('get 429 after %i in a minute, and pass again a minute later', async (rpmLimit) => {
    simulator.control.set({ rpmLimit })
    const answers: number[] = []
    for (let call = 0; call <= rpmLimit; call += 1) answers.push((await caller.authenticate()).status)
    expect(answers.filter((status) => status === 200)).toHaveLength(rpmLimit)
    expect(answers.at(-1)).toBe(429)
    simulator.control.forward(60_001)
    expect((await caller.authenticate()).status).toBe(200)
  })

  it('name the wait only when told so', async () => {
    simulator.control.set({ rpmLimit: 1 })
    await caller.authenticate()
    expect((await caller.authenticate()).headers.get('retry-after')).toBeNull()
    simulator.control.set({ retryAfter: true })
    const { headers, body } = await caller.authenticate()
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(55)
    expect(body).toMatchObject({ code: 429, message: 'Too Many Requests' })
  })

  it('are counted, refused ones too', async () => {
    simulator.control.set({ rpmLimit: 2 })
    for (let call = 0; call < 5; call += 1) await caller.authenticate()
    simulator.control.forward(120_000)
    expect(simulator.control.stats()).toMatchObject({ counts: { authenticate: 5 }, max_per_minute: 5 })
    expect(simulator.control.calls().map(({ status }) => status)).toEqual([200, 200, 429, 429, 429])
  })
})
