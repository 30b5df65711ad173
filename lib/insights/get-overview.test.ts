import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { readRange } from '@/lib/kyc/day-range'
import { addDays, indiaDayOf, startOfIndiaDay } from '@/lib/kyc/india-time'
import { filterOf, type SessionFilter } from '@/lib/kyc/session-filter'
import { sessionStatuses } from '@/lib/kyc/session-status'
import { countSessions } from '@/lib/sessions/count-sessions'
import { staffTestBed } from '@/lib/staff/testing'
import { getOverview } from './get-overview'
import { insertRow } from './testing'

const actor = colleague('stf_x', 'viewer', 'sessions.read')
let drop: () => Promise<void>
beforeAll(async () => {
  drop = await staffTestBed()
})
afterAll(() => drop())
beforeEach(() => pool().query('truncate kyc_sessions cascade'))

const minute = 60_000
const today = indiaDayOf(now())
const midnight = startOfIndiaDay(today)
const overview = (days = '7') => getOverview(actor, readRange({ days, from: '', to: '' }, today).range)

it('begins its days at midnight in India and leaves a No on our own page out of the started', async () => {
  await insertRow({ status: 'succeeded', createdAt: midnight })
  await insertRow({ status: 'declined', createdAt: midnight })
  await insertRow({ status: 'held', createdAt: new Date(midnight.getTime() - 1) })
  await insertRow({ status: 'failed', createdAt: startOfIndiaDay(addDays(today, -1)) })
  await insertRow({ status: 'partial', createdAt: new Date(startOfIndiaDay(addDays(today, -1)).getTime() - 1) })
  const seen = await overview()
  expect(seen.today).toMatchObject({
    started: 1,
    declined: 1,
    outcomes: { full: 1, partial: 0, held: 0, not_completed: 0 },
  })
  expect(seen.yesterday).toMatchObject({ started: 2, declined: 0, outcomes: { full: 0, held: 1, not_completed: 1 } })
  expect(seen.periods).toHaveLength(7)
  expect(seen.periods.at(-1)).toMatchObject({ first: today, last: today, outcomes: { full: 1 } })
})

it('counts every started session under exactly one outcome, in the funnel and in the picture', async () => {
  for (const status of sessionStatuses)
    await insertRow({
      status,
      createdAt: midnight,
      sentAt: midnight,
      returnedAt: new Date(midnight.getTime() + minute),
    })
  const { total, periods } = await overview()
  const all = Object.values(total.outcomes).reduce((sum, count) => sum + count, 0)
  expect(total.started).toBe(sessionStatuses.length - 1)
  expect(all).toBe(total.started)
  expect(periods.flatMap(({ outcomes }) => Object.values(outcomes)).reduce((sum, count) => sum + count, 0)).toBe(all)
  expect(total).toMatchObject({ sent: total.started, returned: total.started })
})

it('names who waits: held, away for more than 15 minutes, and those whose time ends today', async () => {
  const ago = (minutes: number) => new Date(now().getTime() - minutes * minute)
  const held = await insertRow({ status: 'held', createdAt: ago(60), sentAt: ago(60) })
  await insertRow({ status: 'held', createdAt: ago(50), sentAt: ago(50) })
  await insertRow({ status: 'at_provider', createdAt: ago(16), sentAt: ago(16) })
  await insertRow({ status: 'at_provider', createdAt: ago(16), sentAt: ago(16), returnedAt: ago(1) })
  await insertRow({ status: 'at_provider', createdAt: ago(2), sentAt: ago(2) })
  const { needsYou } = await overview()
  expect(needsYou.held).toMatchObject({ count: 2, first: { id: held } })
  expect(needsYou.stuck.count).toBe(1)
  expect(needsYou.ending.count).toBe((await countSessions(actor, filterOf({ ends: 'today' }))).count)
})

it('shows the very figures that the list shows behind its links', async () => {
  for (let index = 0; index < 120; index += 1) {
    const status = sessionStatuses[index % sessionStatuses.length] ?? 'starting'
    const createdAt = new Date(midnight.getTime() - index * 97 * minute + 60_000)
    await insertRow({ status, createdAt, sentAt: new Date(createdAt.getTime() + minute) })
  }
  const counted = async (filter: Partial<SessionFilter>) => (await countSessions(actor, filterOf(filter))).count
  const { range } = readRange({ days: '30', from: '', to: '' }, today)
  const seen = await getOverview(actor, range)
  for (const [sum, from, until] of [
    [seen.today, today, today],
    [seen.yesterday, addDays(today, -1), addDays(today, -1)],
    [seen.total, range.first, range.last],
  ] as const) {
    const days = { from, until }
    expect(sum.started).toBe(await counted({ outcome: 'started', ...days }))
    expect(sum.outcomes.full + sum.outcomes.partial).toBe(await counted({ outcome: 'agreed', ...days }))
    expect(sum.outcomes.full).toBe(await counted({ status: 'succeeded', ...days }))
    expect(sum.outcomes.partial).toBe(await counted({ status: 'partial', ...days }))
    expect(sum.outcomes.held).toBe(await counted({ status: 'held', ...days }))
    expect(sum.outcomes.open + sum.outcomes.held).toBe(await counted({ outcome: 'open', ...days }))
    expect(sum.outcomes.not_completed).toBe(await counted({ outcome: 'not_completed', ...days }))
    expect(sum.outcomes.closed + sum.declined).toBe(await counted({ outcome: 'closed', ...days }))
  }
  expect(seen.total.started).toBeGreaterThan(100)
  expect(seen.needsYou.held.count).toBe(await counted({ status: 'held' }))
  expect(seen.needsYou.stuck.count).toBe(await counted({ status: 'stuck' }))
})

it('shows a long stretch in weeks, whose last one may be shorter', async () => {
  const range = readRange({ days: '', from: addDays(today, -99), to: today }, today).range
  await insertRow({ status: 'succeeded', createdAt: midnight })
  const { periods } = await getOverview(actor, range)
  expect(periods).toHaveLength(15)
  expect(periods.at(-1)).toMatchObject({ first: addDays(today, -1), last: today, outcomes: { full: 1 } })
})

it('knows the first day by there being no session and nobody invited', async () => {
  expect((await overview()).hasFigures).toBe(false)
  await insertRow({ status: 'declined', createdAt: midnight })
  expect((await overview()).hasFigures).toBe(true)
})
