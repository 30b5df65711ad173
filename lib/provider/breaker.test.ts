import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { moveClock } from '@/lib/clock'
import { providerTrouble, withBreaker } from './breaker'
import { ProviderError, type ProviderErrorKind } from './errors'

// Only the timers' clocks are moved; the breaker itself is the real one.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000)

let origins = 0
/** A breaker of its own for each test: what it was asked, and how to call through it. */
const breaker = () => {
  origins += 1
  const origin = `http://provider-${origins}.test`
  let asked = 0
  const kindOf = (error: unknown) => (error instanceof ProviderError ? error.kind : String(error))
  const call = (kind: ProviderErrorKind | 'ok') =>
    withBreaker(origin, async () => {
      asked += 1
      if (kind !== 'ok') throw new ProviderError(kind, 'as told', { sent: true })
      return 'ok'
    }).catch(kindOf)
  const many = async (times: number, kind: ProviderErrorKind | 'ok') => {
    for (let left = times; left > 0; left -= 1) await call(kind)
  }
  return { call, many, asked: () => asked }
}

test('stops asking after ten failures in thirty seconds, and lets one call try after a rest [F-04]', async () => {
  const { call, many, asked } = breaker()
  await many(9, 'unavailable')
  expect(providerTrouble()).toBeNull()
  await call('timeout')
  expect(providerTrouble()?.since).toBeInstanceOf(Date)
  expect(await call('ok')).toBe('breaker_open')
  expect(asked()).toBe(10)
  pass(10)
  expect(await Promise.all([call('ok'), call('ok')])).toEqual(['ok', 'breaker_open'])
  expect(asked()).toBe(11)
  expect(providerTrouble()).toBeNull()
  expect(await call('ok')).toBe('ok')
})

test('rests again when the one call that tries fails, and keeps the time of the first failure [F-04]', async () => {
  const { call, many } = breaker()
  await many(10, 'connection')
  const since = providerTrouble()?.since
  pass(10)
  expect(await call('unavailable')).toBe('unavailable')
  expect(await call('ok')).toBe('breaker_open')
  expect(providerTrouble()?.since).toEqual(since)
  pass(10)
  expect(await call('ok')).toBe('ok')
})

test('does not add up failures that are further apart [F-04]', async () => {
  const { call, many } = breaker()
  for (let times = 0; times < 20; times += 1) {
    await call('unavailable')
    pass(4)
  }
  await many(1, 'ok')
  expect(await call('ok')).toBe('ok')
})

test('stays closed while most calls succeed [F-04]', async () => {
  const { call, many } = breaker()
  for (let round = 0; round < 15; round += 1) {
    await many(2, 'ok')
    await call('unavailable')
  }
  expect(await call('ok')).toBe('ok')
})

test.each<ProviderErrorKind>([
  'not_found',
  'lifecycle',
  'credits',
  'rate_limited',
  'contract',
  'invalid_request',
  'no_budget',
])('does not take %s for an outage [F-06]', async (kind) => {
  const { call, many } = breaker()
  await many(30, kind)
  expect(await call('ok')).toBe('ok')
})

test('asks ever more rarely while the key is refused, and at once again when it is accepted [F-01]', async () => {
  const { call, asked } = breaker()
  expect(await call('auth')).toBe('auth')
  for (const rest of [30, 60, 120, 240, 480, 900, 900]) {
    pass(rest - 1)
    expect(await call('auth')).toBe('breaker_open')
    pass(1)
    expect(await call('auth')).toBe('auth')
  }
  expect(asked()).toBe(8)
  pass(900)
  expect(await call('ok')).toBe('ok')
  expect(await call('auth')).toBe('auth')
  pass(30)
  expect(await call('ok')).toBe('ok')
})

test('is moved neither by a wall clock that jumps ahead nor by one that jumps back [F-25]', async () => {
  const { call, many } = breaker()
  await many(9, 'unavailable')
  moveClock(600_000)
  await call('unavailable')
  expect(await call('ok')).toBe('breaker_open')
  moveClock(-1_200_000)
  pass(10)
  expect(await call('ok')).toBe('ok')
  moveClock(600_000)
})
