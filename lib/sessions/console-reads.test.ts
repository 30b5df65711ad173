import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { newId, newReference, newSecret } from '@/lib/ids'
import { everySession, filterOf } from '@/lib/kyc/session-filter'
import type { SessionStatus } from '@/lib/kyc/session-status'
import { staffStates } from '@/lib/kyc/staff-state'
import { blindIndex } from '@/lib/security/blind-index'
import { newRecordKey, seal } from '@/lib/security/encrypt'
import { firstAdmin, staffTestBed } from '@/lib/staff/testing'
import { findSessions } from './find-sessions'
import { getAdminSession } from './get-admin-session'
import { readCursor, writeCursor } from './list-cursor'
import { listSessions, pageSize, type SessionsPage } from './list-sessions'

let drop: () => Promise<void>
let actor: Permitted<'sessions.read'>
beforeAll(async () => {
  drop = await staffTestBed()
  actor = colleague(await firstAdmin(), 'viewer', 'sessions.read')
})
afterAll(() => drop())

type Wish = {
  status?: SessionStatus
  createdAt?: Date
  sentAt?: Date | null
  returnedAt?: Date | null
  session_id?: string
}

/** A row as the verbs leave it; only what the console reads matters here. */
const insert = async (wish: Wish = {}): Promise<{ id: string; reference: string; handle: string }> => {
  const [id, reference, handle] = [newId('kyc'), newReference(), newSecret()]
  const at = wish.createdAt ?? now()
  const data_key = newRecordKey({ table: 'kyc_sessions', rowId: id })
  const session_id = wish.session_id ?? randomBytes(16).toString('hex')
  await pool().query(
    `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types, options,
       consent_expiry, locale, browser_class, data_key, session_id_enc, session_id_index, authorization_url_enc,
       documents_consented, created_at, sent_at, bound_return_at)
     values ($1, $2, $3, $4, $5, 'own_x', $6, 'signin', '{pan,aadhaar}', '{}', $7, 'en', 'desktop', $8, $9, $10, $11,
       '{pan}', $12, $13, $14)`,
    [
      ...[id, reference, handle, randomBytes(32), randomBytes(32), wish.status ?? 'at_provider'],
      ...[new Date(at.getTime() + 65 * 60_000), data_key],
      seal({ table: 'kyc_sessions', rowId: id, dataKey: data_key }, 'session_id', session_id),
      blindIndex('session_id', session_id),
      seal({ table: 'kyc_sessions', rowId: id, dataKey: data_key }, 'authorization_url', 'https://secret.example/go'),
      ...[at, wish.sentAt ?? null, wish.returnedAt ?? null],
    ],
  )
  return { id, reference, handle }
}
const clear = () => pool().query('truncate kyc_sessions cascade')
const first = { filter: everySession, from: null }

/** The next page as its link in the address leads to it. */
const follow = (cursor: string | null, way: 'older' | 'newer'): Promise<SessionsPage> => {
  const place = cursor === null ? null : readCursor(cursor)
  if (!place) throw new Error(`expected a link to ${way} sessions`)
  return listSessions(actor, { filter: everySession, from: way === 'older' ? { older: place } : { newer: place } })
}

describe('the list of sessions', () => {
  it('leads through all sessions newest first and back again, without gap or repeat', async () => {
    await clear()
    const made: string[] = []
    // Three share each instant: the id decides between them.
    for (let n = 0; n < 60; n += 1)
      made.push((await insert({ createdAt: new Date(Date.UTC(2026, 4, 1, 0, Math.floor(n / 3))) })).id)
    const one = await listSessions(actor, first)
    const two = await follow(one.older, 'older')
    const three = await follow(two.older, 'older')
    expect([one, two, three].map(({ rows }) => rows.length)).toEqual([pageSize, pageSize, 10])
    const seen = [...one.rows, ...two.rows, ...three.rows]
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(made))
    expect(seen.map(({ createdAt }) => createdAt.getTime())).toEqual(
      seen.map(({ createdAt }) => createdAt.getTime()).sort((a, b) => b - a),
    )
    expect([one.newer, three.older]).toEqual([null, null])
    expect((await follow(three.newer, 'newer')).rows).toEqual(two.rows)
    expect((await follow(two.newer, 'newer')).rows).toEqual(one.rows)
  })

  it('keeps its place while new sessions arrive', async () => {
    const one = await listSessions(actor, first)
    await insert()
    const two = await follow(one.older, 'older')
    expect(two.rows.some(({ id }) => one.rows.some((row) => row.id === id))).toBe(false)
  })

  it('filters by every state it shows, and by the clock', async () => {
    await clear()
    const longAgo = new Date(now().getTime() - 16 * 60_000)
    await insert({ sentAt: now() })
    await insert({ createdAt: longAgo, sentAt: longAgo })
    await insert({ createdAt: longAgo, sentAt: longAgo, returnedAt: now() })
    for (const status of staffStates)
      if (status !== 'away' && status !== 'stuck' && status !== 'checking') await insert({ status })
    for (const state of staffStates) {
      const { rows } = await listSessions(actor, { filter: filterOf({ status: state }), from: null })
      expect(
        rows.map((row) => row.state),
        state,
      ).toEqual([state])
    }
  })

  it('counts documents only once they are settled [R-13]', async () => {
    await clear()
    for (const status of ['held', 'cancelled', 'expired', 'partial'] as const) await insert({ status })
    const { rows } = await listSessions(actor, first)
    expect(Object.fromEntries(rows.map(({ state, agreed }) => [state, agreed]))).toEqual({
      held: null,
      cancelled: null,
      expired: null,
      partial: 1,
    })
  })
})

describe('a place in the list', () => {
  it('survives the address', () => {
    const place = { at: new Date('2026-05-04T08:35:00.123Z'), id: newId('kyc') }
    expect(readCursor(writeCursor(place))).toEqual(place)
  })

  it.each([
    '',
    'x',
    '%',
    'a'.repeat(500),
    Buffer.from('1.kyc_short').toString('base64url'),
    Buffer.from("1'.kyc_;--").toString('base64url'),
  ])('is nowhere when the address says %j', (garbage) => {
    expect(readCursor(garbage)).toBeNull()
  })
})

describe('finding a session', () => {
  it('finds it by reference as people say it, by session_id, by handle and by id [C-02]', async () => {
    await clear()
    const made = await insert({ session_id: '6f1c2a94-sandbox-example' })
    await insert()
    const spoken = made.reference.toLowerCase().replaceAll('-', ' ')
    for (const term of [made.reference, spoken, ' 6f1c2a94-sandbox-example ', made.handle, made.id])
      expect(
        (await findSessions(actor, term)).map(({ id }) => id),
        term,
      ).toEqual([made.id])
  })

  it('finds nothing for anything else', async () => {
    for (const term of ['', 'SW-2222-22', '6f1c2a94', '%', "' or true --", 'x'.repeat(10_000)])
      expect(await findSessions(actor, term)).toEqual([])
  })
})

describe('one session in the console', () => {
  it('shows session_id and never the address at the provider [R-21]', async () => {
    const { id } = await insert({ session_id: 'sess_shown' })
    const session = await getAdminSession(actor, id)
    expect(session?.session_id).toBe('sess_shown')
    const shown = JSON.stringify(session)
    for (const secret of ['secret.example', 'authorization_url', 'data_key', 'nonce', 'start_key'])
      expect(shown.includes(secret), secret).toBe(false)
  })

  it('offers only what its state and the role allow [A-10]', async () => {
    const can = async (status: SessionStatus, role: 'admin' | 'viewer' = 'admin') => {
      const asking = colleague(actor.staffId, role, 'sessions.read')
      return (await getAdminSession(asking, (await insert({ status })).id))?.can
    }
    const nothing = { check: false, cancel: false, release: false }
    expect(await can('at_provider')).toMatchObject({ check: true, cancel: true, release: false })
    expect(await can('held')).toMatchObject({ check: false, cancel: true, release: true })
    expect(await can('succeeded')).toMatchObject(nothing)
    expect(await can('held', 'viewer')).toMatchObject(nothing)
  })

  it('is nothing for an id that is not one of ours [R-20]', async () => {
    for (const id of ['', 'kyc_', newId('kyc'), "kyc_' or true --", '../../etc'])
      expect(await getAdminSession(actor, id)).toBeNull()
  })
})
