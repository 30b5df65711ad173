import { expect, test } from 'vitest'
import { lastNight, nextNight } from './retention'

test.each([
  ['just before three in India', '2026-11-28T21:29:59.999Z', '2026-11-27T21:30:00.000Z'],
  ['at three in India', '2026-11-28T21:30:00.000Z', '2026-11-28T21:30:00.000Z'],
  ['in the evening of the day', '2026-11-29T14:00:00.000Z', '2026-11-28T21:30:00.000Z'],
])('finds the last night and the next, %s [L-09]', (_when, at, night) => {
  expect(lastNight(new Date(at)).toISOString()).toBe(night)
  expect(nextNight(new Date(at)).getTime() - lastNight(new Date(at)).getTime()).toBe(86_400_000)
})
