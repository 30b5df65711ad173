import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { colleague } from '@/lib/auth/testing'
import { pool } from '@/lib/db/client'
import { systemActor } from '@/lib/jobs/system-actor'
import { everySession } from '@/lib/kyc/session-filter'
import type { Simulator } from '@/simulator/server'
import { cancelSession } from './cancel-session'
import { comeBack } from './come-back'
import { getAdminSession } from './get-admin-session'
import { listSessions } from './list-sessions'
import { refreshSession } from './refresh-session'
import { releaseHeld } from './release-held'
import { toPersonSession } from './session-dto'
import { journeyBed, nonceAtProvider, TestBrowser } from './testing'
import { withdrawConsent } from './withdraw-consent'

/* What a session counts as when it ends before anybody vouched for what the provider reported. */

let simulator: Simulator
let down: () => Promise<void>
let asha: Present<Permitted<'sessions.read' | 'sessions.act' | 'sessions.release'>>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
  await pool().query(
    `insert into staff (id, email, name, role, password_hash, created_at)
     values ('stf_asha', 'asha@bank.example', 'Asha Rao', 'operator', 'x', now())`,
  )
  asha = colleague('stf_asha', 'operator', 'sessions.read', 'sessions.act', 'sessions.release')
})
afterAll(() => down())

/** Somebody at DigiLocker, who shares these documents. */
const away = async (documents: 'pan'[] = ['pan']) => {
  const browser = new TestBrowser()
  await browser.start()
  const nonce = nonceAtProvider(simulator)
  simulator.control.setOutcome(nonce, { kind: 'allow', documents })
  const { id } = await browser.session()
  const person = await browser.person()
  if (!person) throw new Error('a browser that has started something is somebody')
  return { browser, nonce, id, person }
}

/** Finished in another browser. */
const held = async () => {
  const session = await away()
  await (await comeBack(session.nonce, null, null)).background
  await refreshSession(systemActor('reconciler'), session.id, 'sweep')
  expect((await session.browser.session()).status).toBe('held')
  return session
}

const reason = 'Called back on the number of the branch'

const lineOf = async (id: string) => {
  const { rows } = await listSessions(asha, { filter: everySession, from: null })
  return rows.find((row) => row.id === id)
}

describe('a held session', () => {
  it('that the person withdraws is never counted as agreed, in list, detail and on their own page [R-13]', async () => {
    const { browser, id, person } = await held()
    expect(await lineOf(id)).toMatchObject({ state: 'held', agreed: null })
    expect(await withdrawConsent(person, id)).toMatchObject({ ok: true })
    expect(await lineOf(id)).toMatchObject({ state: 'withdrawn', agreed: null })
    expect(await getAdminSession(asha, id)).toMatchObject({ state: 'withdrawn', settled: false })
    expect(toPersonSession(await browser.session())).toMatchObject({ view: 'withdrawn', documents_consented: null })
  })

  it('that is cancelled is never counted as agreed either [R-13]', async () => {
    const { browser, id } = await held()
    await cancelSession(asha, id, reason)
    expect(await lineOf(id)).toMatchObject({ state: 'cancelled', agreed: null })
    expect(toPersonSession(await browser.session())).toMatchObject({ view: 'cancelled', documents_consented: null })
  })

  it('that was released counts, and goes on doing so when it is withdrawn [R-13, R-15]', async () => {
    const { id, person } = await held()
    await releaseHeld(asha, id, reason)
    expect(await lineOf(id)).toMatchObject({ state: 'succeeded', agreed: 1 })
    await withdrawConsent(person, id)
    expect(await lineOf(id)).toMatchObject({ state: 'withdrawn', agreed: 1 })
    expect(await getAdminSession(asha, id)).toMatchObject({ settled: true })
  })

  it('has the last line of its time line as its last event', async () => {
    const { id } = await held()
    const trail = (await getAdminSession(asha, id))?.timeline.at(-1)
    expect(trail?.to).toBe('held')
    expect((await lineOf(id))?.lastEventAt).toEqual(trail?.at)
  })
})

describe('a person to whom no document came', () => {
  it('has nothing to withdraw [L-06]', async () => {
    const { browser, nonce, id, person } = await away([])
    await comeBack(nonce, browser.binder, null)
    expect(toPersonSession(await browser.session())).toMatchObject({ view: 'none', withdrawable: false })
    expect(await withdrawConsent(person, id)).toMatchObject({ ok: false, error: { code: 'nothing_given' } })
    expect((await browser.session()).status).toBe('none')
  })
})
