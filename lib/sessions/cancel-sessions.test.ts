import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { newId } from '@/lib/ids'
import { insertRow } from '@/lib/insights/testing'
import type { SessionStatus } from '@/lib/kyc/session-status'
import { firstAdmin, staffTestBed, trail } from '@/lib/staff/testing'
import { cancelSessions } from './cancel-sessions'
import { getSessionRows } from './get-session-rows'
import { auditOf } from './testing'
import { readTicked } from './ticked'

let drop: () => Promise<void>
let actor: Permitted<'sessions.act' | 'sessions.read'>
beforeAll(async () => {
  drop = await staffTestBed()
  actor = colleague(await firstAdmin(), 'admin', 'sessions.act', 'sessions.read')
})
afterAll(() => drop())

const insert = (status: SessionStatus) => insertRow({ status, createdAt: now() })
const statusOf = async (id: string) =>
  (await pool().query('select status from kyc_sessions where id = $1', [id])).rows[0]?.status

const reasonOf = async (id: string) =>
  (await pool().query('select cancel_reason from kyc_sessions where id = $1', [id])).rows[0]?.cancel_reason
const reason = 'The branch asked for other documents'

it('ends what is still open, says how many, and leaves the rest as it was [G-01]', async () => {
  const open = await Promise.all((['at_provider', 'held', 'starting'] as const).map(insert))
  const over = await insert('succeeded')
  expect(await cancelSessions(actor, [...open, over, newId('kyc'), over], reason)).toEqual({
    ok: true,
    value: { cancelled: 3, ended: 2 },
  })
  for (const id of open) {
    expect(await statusOf(id)).toBe('cancelled')
    expect(await reasonOf(id)).toBe(reason)
    expect(await auditOf(id)).toEqual(['status.changed', 'session.cancelled'])
  }
  expect(await statusOf(over)).toBe('succeeded')
  expect(await reasonOf(over)).toBeNull()
  expect(await auditOf(over)).toEqual([])
})

it('ends none of them without a reason that says something, and keeps its words out of the trail', async () => {
  const ids = await Promise.all([insert('held'), insert('at_provider')])
  for (const short of ['', 'too short', ' \u200B '.repeat(9)])
    expect(await cancelSessions(actor, ids, short)).toEqual({ ok: false, error: { code: 'reason_needed' } })
  for (const id of ids) expect(await auditOf(id)).toEqual([])
  await cancelSessions(actor, ids, 'Kavita asked us to stop')
  expect(await reasonOf(ids[0] ?? '')).toBe('Kavita asked us to stop')
  expect(JSON.stringify(await trail())).not.toContain('Kavita')
})

it('counts a session once when two colleagues cancel it at the same time', async () => {
  const ids = await Promise.all([insert('held'), insert('held')])
  const outcomes = await Promise.all([cancelSessions(actor, ids, reason), cancelSessions(actor, ids, reason)])
  expect(outcomes.reduce((sum, outcome) => sum + (outcome.ok ? outcome.value.cancelled : 0), 0)).toBe(2)
})

it('shows the lines of what was ticked, newest first, and nothing for ids that are not there', async () => {
  const older = await insertRow({ status: 'held', createdAt: new Date(Date.UTC(2026, 4, 1)) })
  const newer = await insertRow({ status: 'failed', createdAt: new Date(Date.UTC(2026, 4, 2)) })
  expect((await getSessionRows(actor, [older, newId('kyc'), newer])).map(({ id }) => id)).toEqual([newer, older])
})

it('reads ticked ids from an address: ours by their form, each once, no more than a page', () => {
  const id = newId('kyc')
  expect(readTicked([id, id, 'kyc_x', "' or true", {}])).toEqual([id])
  expect(readTicked(undefined)).toEqual([])
  expect(readTicked(Array.from({ length: 80 }, () => newId('kyc')))).toHaveLength(25)
})
