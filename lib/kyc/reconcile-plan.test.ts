import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstSweepAt, nextReadAt } from './reconcile-plan'

const sentAt = new Date('2026-11-24T08:00:00Z')
const staleAfter = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000)
const at = (seconds: number) => new Date(sentAt.getTime() + seconds * 1000)

const reads = (boundReturnAt: Date | null, windowMinutes = 65): number[] => {
  const staleAt = staleAfter(windowMinutes)
  const times: number[] = []
  for (let next = nextReadAt({ sentAt, boundReturnAt, staleAt }, at(0)); next; ) {
    times.push((next.getTime() - sentAt.getTime()) / 1000)
    next = nextReadAt({ sentAt, boundReturnAt, staleAt }, next)
  }
  return times
}

test('reads at 2, 4, 7 and 10 minutes, then every five, then once after the end [F-12]', () => {
  const times = reads(null).map((seconds) => seconds / 60)
  expect(times).toEqual([2, 4, 7, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 67])
  expect(firstSweepAt(sentAt)).toEqual(at(120))
})

test('reads soon and often after a return', () => {
  expect(reads(at(30)).slice(0, 9)).toEqual([30, 31, 32, 34, 38, 45, 60, 90, 120])
})

test('never reads one session more than sixty times, however long its window is [F-12]', () => {
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 1440 }), fc.double({ min: 0, max: 1, noNaN: true }), (minutes, share) => {
      expect(reads(at(Math.ceil(share * minutes * 60)), minutes).length).toBeLessThanOrEqual(60)
      expect(reads(null, minutes).length).toBeLessThanOrEqual(48)
    }),
  )
})

test('spreads the reads of a whole day over the day [F-12]', () => {
  const times = reads(null, 1440).map((seconds) => seconds / 60)
  expect(times.slice(0, 7)).toEqual([2, 4, 7, 10, 15, 49, 83])
  expect(times.at(-1)).toBe(1442)
})

test('still sees in a long window that a consent came too late after the return [R-13]', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1400 * 60 }), (seconds) => {
      const since = reads(at(seconds), 1440).map((time) => time - seconds)
      expect(since.some((time) => time > 10 * 60 && time <= 15 * 60)).toBe(true)
    }),
  )
})

test('always has a last read two minutes after the end, and none later', () => {
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 1, max: 4000 })), (seconds) => {
      const times = reads(seconds === null ? null : at(seconds))
      expect(times.at(-1)).toBe(67 * 60)
    }),
  )
})
