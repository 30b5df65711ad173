import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import type { Simulator } from '@/simulator/server'
import { addNote, noteMaxLength } from './add-note'
import { cancelSession } from './cancel-session'
import { checkSession } from './check-session'
import { comeBack } from './come-back'
import { getAdminSession } from './get-admin-session'
import { lastChange } from './last-change'
import { refreshSession } from './refresh-session'
import { releaseHeld } from './release-held'
import { auditOf, journeyBed, nonceAtProvider, TestBrowser } from './testing'

type Operator = Present<Permitted<'sessions.read' | 'sessions.act' | 'sessions.release'>>

let simulator: Simulator
let down: () => Promise<void>
let asha: Operator
let ravi: Operator

const hire = async (id: string, name: string): Promise<Operator> => {
  await pool().query(
    `insert into staff (id, email, name, role, password_hash, created_at) values ($1, $2, $3, 'operator', 'x', now())`,
    [id, `${id}@bank.example`, name],
  )
  return colleague(id, 'operator', 'sessions.read', 'sessions.act', 'sessions.release')
}

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
  asha = await hire('stf_asha', 'Asha Rao')
  ravi = await hire('stf_ravi', 'Ravi Menon')
})
afterAll(() => down())
afterEach(() => simulator.control.clearFaults())

const away = async () => {
  const browser = new TestBrowser()
  await browser.start()
  const nonce = nonceAtProvider(simulator)
  const { id } = await browser.session()
  return { browser, nonce, id, statusOf: async () => (await browser.session()).status }
}

const agree = (nonce: string) => simulator.control.setOutcome(nonce, { kind: 'allow', documents: ['pan'] })

/** Finished in another browser: only a colleague can say who it was. */
const held = async () => {
  const session = await away()
  agree(session.nonce)
  await (await comeBack(session.nonce, null, null)).background
  await refreshSession(systemActor('reconciler'), session.id, 'sweep')
  expect(await session.statusOf()).toBe('held')
  return session
}

const reason = 'Called back on the number of the branch'

describe('a session that two colleagues have open', () => {
  it('is released once when both press at the same moment, and the other learns who and when [R-15]', async () => {
    const { id, statusOf } = await held()
    const outcomes = await Promise.all([releaseHeld(asha, id, reason), releaseHeld(ravi, id, reason)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([{ ok: false, error: { code: 'not_held' } }])
    expect(await statusOf()).toBe('succeeded')
    expect((await auditOf(id)).filter((action) => action === 'session.released')).toHaveLength(1)
    const winner = outcomes[0]?.ok ? 'Asha Rao' : 'Ravi Menon'
    const loser = outcomes[0]?.ok ? ravi : asha
    expect(await lastChange(loser, id)).toMatchObject({ actor: 'admin', name: winner, to: 'succeeded' })
  })

  it('is not cancelled by the one who was late, and stays as the other left it [F-14]', async () => {
    const { id, statusOf } = await held()
    await releaseHeld(ravi, id, reason)
    expect(await cancelSession(asha, id, reason, 'held')).toEqual({ ok: false, error: { code: 'already_final' } })
    expect(await statusOf()).toBe('succeeded')
  })

  it('is not cancelled when it became something else than the page showed: a held result is worth a look', async () => {
    const { id, statusOf } = await held()
    expect(await cancelSession(asha, id, reason, 'at_provider')).toEqual({ ok: false, error: { code: 'changed' } })
    expect(await statusOf()).toBe('held')
    expect(await cancelSession(asha, id, reason, 'held')).toMatchObject({ ok: true })
  })

  it('is not cancelled when the person finished meanwhile, and says that DigiLocker reported it', async () => {
    const { id, nonce, browser } = await away()
    agree(nonce)
    await comeBack(nonce, browser.binder, null)
    expect(await cancelSession(asha, id, reason, 'at_provider')).toEqual({
      ok: false,
      error: { code: 'already_final' },
    })
    expect(await lastChange(asha, id)).toMatchObject({ actor: 'provider', name: null, to: 'succeeded' })
  })
})

describe('check now', () => {
  it('says that DigiLocker is silent, keeps the session as it was and the asking in the trail', async () => {
    const { id, statusOf } = await away()
    simulator.control.addFault({ endpoint: 'status', kind: 'error', status: 503, times: 'forever' })
    expect(await checkSession(asha, id)).toEqual({ ok: true, value: 'silent' })
    expect(await statusOf()).toBe('at_provider')
    expect(await auditOf(id)).toContain('session.checked')
    simulator.control.clearFaults()
    const session = await getAdminSession(asha, id)
    expect(session?.unread_since).not.toBeNull()
    expect(session?.calls[0]).toMatchObject({
      http_status: 503,
      path: expect.not.stringContaining(session?.session_id ?? '-'),
    })
  })

  it('does not call it a result when DigiLocker knows no such session', async () => {
    const { id, statusOf } = await away()
    simulator.control.addFault({ endpoint: 'status', kind: 'error', status: 521, message: 'Data not found for: x' })
    expect(await checkSession(asha, id)).toEqual({ ok: true, value: 'lost' })
    expect(await statusOf()).toBe('lost')
    simulator.control.clearFaults()
  })

  it('does not claim an answer when nobody was asked, because somebody else is asking', async () => {
    const { id } = await away()
    await pool().query(`update kyc_sessions set lease_until = now() + interval '20 seconds' where id = $1`, [id])
    expect(await checkSession(asha, id)).toEqual({ ok: true, value: 'busy' })
  })

  it('shows what DigiLocker answered as its own in the time line, with the colleague who asked', async () => {
    const { id, nonce } = await away()
    simulator.control.setOutcome(nonce, { kind: 'deny' })
    expect(await checkSession(asha, id)).toEqual({ ok: true, value: 'moved' })
    const session = await getAdminSession(asha, id)
    expect(session?.timeline.map(({ actor, name, action }) => [actor, name, action])).toEqual([
      ['person', null, 'consent.given'],
      ['person', null, 'session.started'],
      ['admin', 'Asha Rao', 'session.checked'],
      ['provider', 'Asha Rao', 'status.changed'],
    ])
  })
})

describe('a note', () => {
  let id: string
  beforeEach(async () => {
    ;({ id } = await away())
  })
  const notesOf = async () => (await getAdminSession(asha, id))?.notes.map(({ name, text }) => [name, text])

  it('is kept as it was typed, under the name of whoever wrote it, newest first', async () => {
    await addNote(asha, id, 'Called the branch.\r\nNobody there.')
    await addNote(ravi, id, 'आशा राव ने पुष्टि की')
    expect(await notesOf()).toEqual([
      ['Ravi Menon', 'आशा राव ने पुष्टि की'],
      ['Asha Rao', 'Called the branch.\nNobody there.'],
    ])
    expect((await auditOf(id)).filter((action) => action === 'session.noted')).toHaveLength(2)
  })

  it('is written once by a button pressed twice, and twice by two forms or other words', async () => {
    await Promise.all([1, 2, 3].map(() => addNote(asha, id, 'Called.', 'form-1')))
    expect(await notesOf()).toEqual([['Asha Rao', 'Called.']])
    expect((await auditOf(id)).filter((action) => action === 'session.noted')).toHaveLength(1)
    await addNote(asha, id, 'Called again.', 'form-1')
    await addNote(asha, id, 'Called.', 'form-2')
    await addNote(ravi, id, 'Called.', 'form-1')
    expect(await notesOf()).toHaveLength(4)
  })

  it('stands sealed in the database, and its words stay out of the trail [C-01, C-02]', async () => {
    await addNote(asha, id, 'canary-note-words')
    const { rows } = await pool().query(
      `select (select string_agg(n::text, '') from session_notes n) || (select string_agg(body, '') from audit_events) as all`,
    )
    expect(rows[0].all).not.toContain('canary')
  })

  it('cannot be changed, nor stand in the place of another [C-01, G-02]', async () => {
    await addNote(asha, id, 'first')
    await expect(pool().query(`update session_notes set text_enc = 'x'`)).rejects.toThrow(/refused/)
    await pool().query(
      `insert into session_notes (id, kyc_session_id, staff_id, text_enc, created_at)
       select 'nte_moved', kyc_session_id, staff_id, text_enc, created_at from session_notes where kyc_session_id = $1`,
      [id],
    )
    await expect(getAdminSession(asha, id)).rejects.toThrow(/cannot be opened/)
    await pool().query(`delete from session_notes where id = 'nte_moved'`)
  })

  it('loses the marks that could turn the words around it, and nothing else [F-38]', async () => {
    await addNote(asha, id, 'safe \u202Eevil\u2066 =1+1 <b>&')
    expect(await notesOf()).toEqual([['Asha Rao', 'safe evil =1+1 <b>&']])
  })

  it('is refused when it is empty or too long, whole characters counted', async () => {
    expect(await addNote(asha, id, ' \u200B\n ')).toEqual({ ok: false, error: { code: 'empty' } })
    expect(await addNote(asha, id, '🙂'.repeat(noteMaxLength + 1))).toEqual({ ok: false, error: { code: 'too_long' } })
    expect(await addNote(asha, id, '🙂'.repeat(noteMaxLength))).toMatchObject({ ok: true })
    expect(await addNote(asha, 'kyc_AAAAAAAAAAAAAAAAAAAAAA', 'x')).toEqual({ ok: false, error: { code: 'not_found' } })
  })

  it('is not written when the trail cannot be [G-01]', async () => {
    await pool().query('alter table audit_head rename to audit_head_away')
    await expect(addNote(asha, id, 'lost')).rejects.toThrow()
    await pool().query('alter table audit_head_away rename to audit_head')
    expect(await notesOf()).toEqual([])
  })
})

describe('what a role is offered [A-10]', () => {
  it('is only what it may do, whatever the session allows', async () => {
    const { id } = await held()
    const viewer = colleague('stf_asha', 'viewer', 'sessions.read')
    expect((await getAdminSession(viewer, id))?.can).toEqual({
      check: false,
      cancel: false,
      release: false,
      note: false,
    })
    expect((await getAdminSession(asha, id))?.can).toEqual({ check: false, cancel: true, release: true, note: true })
  })
})
