import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { takeSlot, waitForSlot } from './budget'
import { fitSlots, type RingPlace, stampSlot, sweepRows } from './slots'
import { providerTestBed } from './testing'

let giveBack: () => Promise<void>
beforeAll(async () => {
  giveBack = await providerTestBed()
})
afterAll(() => giveBack())

beforeEach(() => pool().query('truncate provider_slots'))

const takeMany = async (count: number, callClass: 'person' | 'sweep', rpm: number) => {
  const grants = await Promise.all(Array.from({ length: count }, () => takeSlot(callClass, rpm)))
  return grants.filter((grant) => grant.ok).length
}
const age = (seconds: number, where = 'true') =>
  pool().query(`update provider_slots set granted_at = granted_at - make_interval(secs => $1) where ${where}`, [
    seconds,
  ])

test('grants exactly the configured number to two hundred callers at once [R-27]', async () => {
  expect(await takeMany(200, 'person', 80)).toBe(80)
  expect(await takeMany(10, 'person', 80)).toBe(0)
})

test('leaves a quarter of the calls to people however much the sweep asks for [R-27]', async () => {
  expect(await takeMany(200, 'sweep', 80)).toBe(60)
  expect(await takeMany(200, 'person', 80)).toBe(20)
})

test('lets people use up what is kept for them before they touch the common calls [R-27]', async () => {
  expect(await takeMany(20, 'person', 80)).toBe(20)
  const { rows } = await pool().query(
    'select count(*)::int as used from provider_slots where slot <= 60 and isfinite(granted_at)',
  )
  expect(rows[0].used).toBe(0)
  expect(await takeMany(100, 'sweep', 80)).toBe(60)
})

test('gives a call back only after 62 seconds and says how long that is [R-27]', async () => {
  await takeMany(5, 'person', 5)
  await age(60)
  const grant = await takeSlot('person', 5)
  expect(grant).toEqual({ ok: false, waitSeconds: 2 })
  await age(2)
  expect(await takeMany(9, 'person', 5)).toBe(5)
})

test('waits for a call that comes free soon, and gives up in time when none does [R-27]', async () => {
  await takeMany(4, 'person', 4)
  await age(61.7, 'slot = 2')
  expect(await waitForSlot('person', 1_500, 4)).toEqual({ ok: true })
  const startedAt = performance.now()
  expect(await waitForSlot('person', 300, 4)).toMatchObject({ ok: false })
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test('counts the calls of rows that a lower rate removes [R-27]', async () => {
  await takeMany(50, 'person', 80)
  await fitSlots(20)
  expect(await takeMany(40, 'person', 20)).toBe(0)
  await age(62)
  expect(await takeMany(40, 'person', 20)).toBe(20)
})

test('adds rows at once when the rate is raised, and heals a table that was emptied [R-27]', async () => {
  await takeMany(10, 'person', 10)
  expect(await takeMany(40, 'person', 30)).toBe(20)
  await pool().query('truncate provider_slots')
  expect(await takeMany(40, 'person', 30)).toBe(30)
})

test('is not shut for longer than a minute by a clock that was set back [F-25]', async () => {
  await takeMany(10, 'person', 10)
  await age(-600)
  expect(await takeSlot('person', 10)).toMatchObject({ ok: false })
  const next = await takeSlot('person', 10)
  expect(next.ok ? 0 : next.waitSeconds).toBeLessThanOrEqual(62)
})

/** An instance as the database sees it: its own place in the ring, nothing else of its own. */
const instance = (rpm: number) => {
  const place: RingPlace = { kept: 0, common: 0 }
  return async (callClass: 'person' | 'sweep'): Promise<boolean> => {
    const slot = await stampSlot(callClass, rpm, place)
    if (slot !== null) place[slot > sweepRows(rpm) ? 'kept' : 'common'] = slot
    return slot !== null
  }
}

test('lets two instances together never pass the rate in any minute, however their calls fall [R-27]', async () => {
  const rpm = 8
  const steps = fc.array(
    fc.record({ seconds: fc.integer({ min: 0, max: 70 }), people: fc.nat(6), sweeps: fc.nat(6) }),
    { minLength: 3, maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      await pool().query('truncate provider_slots')
      await fitSlots(rpm)
      const instances = [instance(rpm), instance(rpm)]
      const grants: number[] = []
      let clock = 0
      for (const { seconds, people, sweeps } of plan) {
        await age(seconds)
        clock += seconds
        const asks = instances.flatMap((ask) => [
          ...Array.from({ length: people }, () => ask('person')),
          ...Array.from({ length: sweeps }, () => ask('sweep')),
        ])
        for (const granted of await Promise.all(asks)) if (granted) grants.push(clock)
      }
      for (const from of grants) {
        expect(grants.filter((at) => at >= from && at < from + 60).length).toBeLessThanOrEqual(rpm)
      }
    }),
    { numRuns: 25 },
  )
})

test('gives two busy instances the whole rate, not half of it each [R-27]', async () => {
  await fitSlots(80)
  const instances = [instance(80), instance(80)]
  let granted = 0
  for (let round = 0; round < 6; round += 1) {
    const asks = instances.flatMap((ask) => Array.from({ length: 20 }, () => ask('person')))
    granted += (await Promise.all(asks)).filter(Boolean).length
  }
  expect(granted).toBe(80)
})

test('keeps at least one call for the sweep at the smallest rates', () => {
  expect([1, 2, 3, 4, 80].map(sweepRows)).toEqual([1, 1, 2, 3, 60])
})
