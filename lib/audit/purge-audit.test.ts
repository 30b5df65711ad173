import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { checkOutside } from './chain/outside-heads'
import { trustedKeys } from './keys'
import { purgeAudit } from './purge-audit'
import { addRows, asIntruder, auditor, auditTestBed, sign, verifyNow } from './testing'

const dayMs = 24 * 60 * 60 * 1000

let headsFile: string
let drop: () => Promise<void>
beforeAll(async () => {
  const bed = await auditTestBed()
  headsFile = bed.headsFile
  drop = bed.drop
  for (const daysAgo of [500, 450, 399, 10]) {
    moveClock(-daysAgo * dayMs)
    await addRows(20, { detail: { days_ago: daysAgo } })
    await sign()
    moveClock(daysAgo * dayMs)
  }
})
afterAll(() => drop())

const rows = async (): Promise<{ first: number; last: number }> => {
  const found = await pool().query<{ first: number; last: number }>(
    'select min(seq)::int as first, max(seq)::int as last from audit_events',
  )
  return found.rows[0] ?? { first: 0, last: 0 }
}

const verified = () => asIntruder('select 1', (client) => verifyNow(client))

describe('the purge of the trail', () => {
  it('ends only rows past their time, and the rest can still be proven [G-05]', async () => {
    expect(await purgeAudit(auditor, 400)).toEqual({ ok: true, value: 40 })
    await sign()
    // One row more: the purge itself.
    expect(await rows()).toEqual({ first: 41, last: 81 })
    expect(await verified()).toMatchObject({ finding: null, start: { seq: 40 }, place: { seq: 81 } })
    const { rows: said } = await pool().query(`select body from audit_events where action = 'audit.purged'`)
    expect(JSON.parse(said[0]?.body)).toMatchObject({ detail: { up_to: 40, rows: 40 }, actor_id: 'auditor' })
  })

  it('has nothing to do the next time, and goes on when the days have passed [G-05]', async () => {
    expect(await purgeAudit(auditor, 400)).toEqual({ ok: true, value: 0 })
    moveClock(2 * dayMs)
    expect(await purgeAudit(auditor, 400)).toEqual({ ok: true, value: 20 })
    await sign()
    moveClock(-2 * dayMs)
    expect(await rows()).toEqual({ first: 61, last: 82 })
    expect(await verified()).toMatchObject({ finding: null, start: { seq: 60 } })
    const { rows: heads } = await pool().query<{ number: number }>(
      'select number::int from audit_heads order by number',
    )
    const numbers = heads.map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  })

  it('leaves the heads kept outside in agreement with what stays [G-05]', async () => {
    const lines = async function* () {
      yield* readFileSync(headsFile, 'utf8').split('\n')
    }
    const outside = await asIntruder('select 1', (client) => checkOutside(client, trustedKeys(), lines(), 60))
    expect(outside).toMatchObject({ foreign: 0, finding: null })
  })

  it.each([
    ['the oldest row that is kept is deleted', 'delete from audit_events where seq = 61', { kind: 'missing', seq: 61 }],
    [
      'the purge itself is deleted',
      `delete from audit_heads where kind = 'purge' and seq = 60`,
      { kind: 'missing', seq: 41 },
    ],
  ])('hides nothing: %s is found [G-02]', async (_what, crime, finding) => {
    expect((await asIntruder(crime, (client) => verifyNow(client))).finding).toMatchObject(finding)
  })

  it('is refused by the database itself for rows younger than a year, whatever a purge says [G-05]', async () => {
    await expect(pool().query('delete from audit_events where seq = 70')).rejects.toThrow(/refused/)
    // A process whose clock is far ahead covers nothing that the database finds young.
    moveClock(1_000 * dayMs)
    expect(await purgeAudit(auditor, 400)).toEqual({ ok: true, value: 0 })
    moveClock(-1_000 * dayMs)
    expect((await rows()).first).toBe(61)
  })
})
