import { expect, it } from 'vitest'
import { firstReminderAt, nextReminderAt } from './remind-plan'

const sent = new Date('2026-11-25T10:00:00Z')
const at = (count: number) => new Date(sent.getTime() + count * 3_600_000)
/** The one after one that was due and was sent then, in hours after the first letter. */
const next = (due: number, went: number, end: number) =>
  nextReminderAt({ sentAt: sent, due: at(due), went: true, at: at(went), expiresAt: at(end) })
const afterMissed = (due: number, found: number, end: number) =>
  nextReminderAt({ sentAt: sent, due: at(due), went: false, at: at(found), expiresAt: at(end) })

it('the plan leaves the last two hours of a link quiet', () => {
  expect(firstReminderAt(sent, at(26))).toEqual(at(24))
  expect(firstReminderAt(sent, at(25.9))).toBeNull()
  expect(next(24, 24, 168)).toEqual(at(72))
  expect(next(24, 24, 74)).toEqual(at(72))
  expect(next(24, 24, 73)).toBeNull()
  expect(next(72, 72, 168)).toBeNull()
  // The first of a file, whose letters are queued some minutes after its start.
  expect(next(23.9, 23.95, 168)).toEqual(at(72))
  expect(afterMissed(23.9, 23.95, 168)).toEqual(at(72))
})

it('a second reminder comes at its time, and never within a day of a first one that was late', () => {
  expect(next(24, 48, 168)).toEqual(at(72))
  expect(next(24, 48.1, 168)).toBeNull()
  expect(next(24, 71, 168)).toBeNull()
  expect(next(24, 73, 168)).toBeNull()
})

it('a first reminder that nobody got keeps the second from nobody', () => {
  expect(afterMissed(24, 60, 168)).toEqual(at(72))
  expect(afterMissed(24, 71.9, 168)).toEqual(at(72))
  expect(afterMissed(24, 73, 168)).toBeNull()
})
