import { expect, test } from 'vitest'
import { providerTime, unixMs } from './provider-time'

const now = new Date('2026-11-24T10:00:00Z')

test.each([
  [1_751_975_465, '2025-07-08T11:51:05.000Z'],
  [1_751_975_465_494, '2025-07-08T11:51:05.494Z'],
  [now.getTime() + 5 * 60_000, now.toISOString()],
  [Math.floor(now.getTime() / 1_000) + 300, now.toISOString()],
])('reads %d as %s, in either unit and never later than now [F-16]', (value, iso) => {
  expect(providerTime(value, now)?.toISOString()).toBe(iso)
})

test.each([
  [0],
  [-1],
  [1e9],
  [now.getTime() + 3_600_000],
  [1e16],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [null],
  [undefined],
])('makes nothing of %s, which cannot be a moment of a session [F-16]', (value) => {
  expect(providerTime(value, now)).toBeNull()
})

test('tells seconds from milliseconds by magnitude [F-16]', () => {
  expect([unixMs(1_800_000_000), unixMs(1_800_000_000_000)]).toEqual([1_800_000_000_000, 1_800_000_000_000])
})
