import { expect, it } from 'vitest'
import { firstReminderAt, nextReminderAt } from './remind-plan'

it('the plan leaves the last two hours of a link quiet', () => {
  const sent = new Date('2026-11-25T10:00:00Z')
  const at = (count: number) => new Date(sent.getTime() + count * 3_600_000)
  expect(firstReminderAt(sent, at(26))).toEqual(at(24))
  expect(firstReminderAt(sent, at(25.9))).toBeNull()
  const next = (due: number, now: number, end: number) => nextReminderAt(sent, at(due), at(now), at(end))
  expect(next(24, 24, 168)).toEqual(at(72))
  expect(next(24, 24, 73)).toBeNull()
  expect(next(72, 72, 168)).toBeNull()
  // Late, and so late that the second has passed too.
  expect(next(24, 60, 168)).toEqual(at(72))
  expect(next(24, 73, 168)).toBeNull()
  // The first of a file, whose letters are queued some minutes after its start.
  expect(next(23.9, 23.95, 168)).toEqual(at(72))
})
