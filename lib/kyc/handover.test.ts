import { expect, test } from 'vitest'
import { handoverLifeMs, handoverViewOf } from './handover.ts'
import { isFinal, sessionStatuses } from './session-status.ts'

const begun = new Date('2026-05-04T08:35:00.000Z')
const after = (ms: number): Date => new Date(begun.getTime() + ms)
const fresh = { expiresAt: after(handoverLifeMs), takenAt: null, session: null }

test('a code waits for its phone five minutes and no longer [R-26]', () => {
  expect(handoverLifeMs).toBeLessThanOrEqual(5 * 60_000)
  expect(handoverViewOf(fresh, after(handoverLifeMs - 1))).toBe('waiting')
  expect(handoverViewOf(fresh, after(handoverLifeMs))).toBe('ended')
})

test('a code that was taken up stays so when its time is over [R-26]', () => {
  expect(handoverViewOf({ ...fresh, takenAt: after(1) }, after(handoverLifeMs * 2))).toBe('taken')
})

test.each(sessionStatuses)(
  'a session that is %s tells the computer at most that it is over, never how [R-26]',
  (session) => {
    expect(handoverViewOf({ ...fresh, takenAt: after(1), session }, after(2))).toBe(
      isFinal(session) ? 'finished' : 'taken',
    )
  },
)
