import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { colleague } from '@/lib/auth/testing'
import { moveClock } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { firstAdmin, staffTestBed, trail } from '@/lib/staff/testing'
import { closeExport, grantExport, openExport } from './register'

let drop: () => Promise<void>
let actor: Present<Permitted<'audit.export' | 'sessions.export'>>
beforeAll(async () => {
  drop = await staffTestBed()
  actor = colleague(await firstAdmin(), 'admin', 'audit.export', 'sessions.export')
})
afterAll(() => drop())

const wish = {
  subject: 'audit',
  format: 'jsonl',
  filter: 'action=session.released',
  reason: 'Audit of May',
} as const

const granted = async (): Promise<string> => {
  const grant = await grantExport(actor, wish)
  if (!grant.ok) throw new Error(grant.error.code)
  return grant.value
}

const entry = async (id: string) =>
  (await pool().query('select reason, started_at, row_count, outcome from exports where id = $1', [id])).rows[0]

const actionsOf = async (id: string) =>
  (await trail()).filter(({ object_id }) => object_id === id).map(({ action }) => action)

describe('an export', () => {
  it('is written down with its reason before it can begin, and once more when it ends [G-04]', async () => {
    const id = await granted()
    expect(await entry(id)).toMatchObject({ reason: 'Audit of May', started_at: null })
    expect(await openExport(actor, id, 'audit')).toMatchObject({ id, filter: wish.filter, format: 'jsonl' })
    await closeExport(actor, id, { rows: 42, outcome: 'whole' })
    await closeExport(actor, id, { rows: 0, outcome: 'cut' })
    expect(await entry(id)).toMatchObject({ row_count: '42', outcome: 'whole' })
    expect(await actionsOf(id)).toEqual(['export.granted', 'export.started', 'export.finished'])
  })

  it('keeps the words of the reason out of the trail: they may name people', async () => {
    const id = await granted()
    expect(
      (await trail())
        .filter(({ object_id }) => object_id === id)
        .map(({ body }) => body)
        .join(),
    ).not.toContain('May')
  })

  it('keeps what was typed of a person in the register and out of the trail [G-06]', async () => {
    const filter = 'flow=signin&invited=Meera+Nair'
    const grant = await grantExport(actor, { ...wish, filter })
    const id = grant.ok ? grant.value : ''
    expect(await openExport(actor, id, 'audit')).toMatchObject({ filter })
    const told = (await trail()).filter(({ object_id }) => object_id === id).map(({ body }) => JSON.parse(body).detail)
    expect(told[0]).toMatchObject({ filter: 'flow=signin&invited=*' })
  })

  it('keeps a reason without what nobody sees, which a database may not even store', async () => {
    const grant = await grantExport(actor, { ...wish, reason: 'Audit\u0000 of\u202e June' })
    expect(await entry(grant.ok ? grant.value : '')).toMatchObject({ reason: 'Audit of June' })
  })

  it.each(['', '   too few   ', 'x'.repeat(501)])(
    'needs a reason that says something, not %j [G-04]',
    async (reason) => {
      expect(await grantExport(actor, { ...wish, reason })).toEqual({ ok: false, error: { code: 'reason_needed' } })
    },
  )

  it('begins once, however many ask at the same moment', async () => {
    const id = await granted()
    const opened = await Promise.all(Array.from({ length: 10 }, () => openExport(actor, id, 'audit')))
    expect(opened.filter(Boolean)).toHaveLength(1)
    expect(await actionsOf(id)).toEqual(['export.granted', 'export.started'])
  })

  it('begins for nobody else, for no other subject and not after its minutes', async () => {
    const id = await granted()
    const other = colleague('stf_other', 'auditor', 'audit.export')
    expect(await openExport(other, id, 'audit')).toBeNull()
    expect(await openExport(actor, id, 'sessions')).toBeNull()
    expect(await openExport(actor, 'exp_unknown', 'audit')).toBeNull()
    moveClock(6 * 60_000)
    expect(await openExport(actor, id, 'audit')).toBeNull()
    moveClock(-6 * 60_000)
    expect(await openExport(actor, id, 'audit')).not.toBeNull()
  })
})
