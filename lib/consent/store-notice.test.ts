import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { moveClock, now, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { providerTestBed } from '@/lib/provider/testing'
import { noticeFor } from './notice'
import { previewedNotice, shownNotice } from './store-notice'

const organisation = {
  name: 'Demo Bank',
  legal_name: 'Demo Bank Limited',
  contact: 'help@demo-bank.example',
  grievance_officer: 'Asha Rao',
  grievance_contact: 'grievance@demo-bank.example',
  alternative_way: 'visit any branch',
  session_days: 365,
}

let drop: () => Promise<void>
beforeAll(async () => {
  drop = await providerTestBed()
})
afterAll(() => drop())
afterEach(setClockRight)

const kept = async () => {
  const { rows } = await pool().query<{ hash: Buffer; version: string; body: string; first_shown_at: Date }>(
    'select hash, version, body, first_shown_at from notices order by first_shown_at',
  )
  return rows
}

test('puts nothing in force that only a colleague has looked at [L-05]', async () => {
  expect((await previewedNotice('en', organisation)).edition).toMatch(/^Version [0-9a-f]{8}, not in force yet$/)
  expect(await kept()).toEqual([])
})

test('keeps words the first time they are shown, and the time since then they are in force [L-05]', async () => {
  const before = now()
  const notices = await Promise.all([1, 2, 3].map(() => shownNotice('en', organisation)))
  const [row, ...others] = await kept()
  expect(others).toEqual([])
  expect(row).toMatchObject({ version: notices[0]?.version, body: notices[0]?.body, hash: notices[0]?.hash })
  expect(row?.first_shown_at.getTime()).toBeGreaterThanOrEqual(before.getTime())
  moveClock(40 * 86_400_000)
  expect((await shownNotice('en', organisation)).edition).toBe(notices[0]?.edition)
  expect((await previewedNotice('en', organisation)).edition).toBe(notices[0]?.edition)
})

test('dates changed words from the day they are first shown, and finds the old ones again with their date [L-05]', async () => {
  const old = await shownNotice('en', organisation)
  moveClock(40 * 86_400_000)
  const changed = await shownNotice('en', { ...organisation, session_days: 730 })
  expect([changed.version, changed.edition]).not.toEqual([old.version, old.edition])
  expect((await kept()).map(({ body }) => body)).toEqual([old.body, changed.body])
  expect(changed.body).toContain('730 days')
  expect((await shownNotice('en', organisation)).edition).toBe(old.edition)
  await expect(pool().query(`update notices set first_shown_at = now()`)).rejects.toThrow('refused')
})

test('shows the same words under the same fingerprint on every instance [L-05]', () => {
  expect(noticeFor('en', { ...organisation }).hash.equals(noticeFor('en', organisation).hash)).toBe(true)
})
