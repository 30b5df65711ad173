import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstSweepAt, nextReadAt } from './reconcile-plan'

const sentAt = new Date('2026-11-24T08:00:00Z')
const staleAt = new Date(sentAt.getTime() + 65 * 60_000)
const at = (seconds: number) => new Date(sentAt.getTime() + seconds * 1000)

const reads = (boundReturnAt: Date | null): number[] => {
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

test('never reads one session more than sixty times [F-12]', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 66 * 60 }), (seconds) => {
      expect(reads(at(seconds)).length).toBeLessThanOrEqual(60)
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
