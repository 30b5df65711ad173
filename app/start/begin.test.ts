import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { dictionary } from '@/lib/i18n/dictionary'
import { bindInvitation } from '@/lib/invites/bind-invitation'
import { type Inviter, invite, inviteBed } from '@/lib/invites/testing'
import { invitedPath } from '@/lib/paths'
import { binderCookieName } from '@/lib/sessions/binder'
import { TestBrowser } from '@/lib/sessions/testing'
import { getOrganisation, organisationChanges } from '@/lib/settings/get-organisation'
import { publicTemplate } from '@/lib/templates/template-version'
import type { Simulator } from '@/simulator/server'
import { type Asked, begin, publicStart } from './begin'
import { startReady } from './ready'

/* The door of a start, with the request of a browser of our own in place of Next's. */

const request = vi.hoisted(() => ({ binder: '' }))

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: 'https://consent.example', 'sec-fetch-site': 'same-origin' }),
  cookies: async () => ({
    get: (name: string) => (name === binderCookieName() ? { name, value: request.binder } : undefined),
  }),
}))

let simulator: Simulator
let down: () => Promise<void>
let browser: TestBrowser
let asha: Inviter

const saveOrganisation = (contact: string) =>
  withTransaction(async (tx) => {
    await tx.client.query(
      `insert into organisation (id, name, legal_name, contact, grievance_officer, grievance_contact, alternative_way, updated_at)
       values (true, 'Demo Bank', 'Demo Bank Limited', $1, 'Asha Rao', 'grievance@bank.example', 'visit any branch', now())
       on conflict (id) do update set contact = excluded.contact`,
      [contact],
    )
    organisationChanges(tx)
  })

beforeAll(async () => {
  ;({ simulator, down, asha } = await inviteBed())
})
afterAll(() => down())
beforeEach(async () => {
  await saveOrganisation('help@bank.example')
  browser = new TestBrowser()
  request.binder = browser.binder
})
afterEach(() => simulator.control.clearFaults())

const inits = () => simulator.control.calls({ endpoint: 'init' }).length

/** Opens the start page as it is now. @returns the key of its form */
const open = async (): Promise<string> => {
  const [organisation, template] = await Promise.all([getOrganisation(), publicTemplate()])
  const ready = await startReady({ t: dictionary('en'), locale: 'en', organisation, template })
  if (!ready?.facts.start_key) throw new Error('the page shows no form')
  return ready.facts.start_key
}

const press = (start_key: string, asked: Asked = publicStart) => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ start_key, doc_types: 'pan', flow: 'signin', agreed: 'yes' }))
    form.append(name, value)
  return begin(form, 0, asked)
}

/** What the page shows again. */
const shownAgain = async (start_key: string, asked?: Asked) => {
  const begun = await press(start_key, asked)
  if (begun.ok || begun.state === null) throw new Error(`expected the form again, found ${begun.location}`)
  return begun.state
}

/** The answers as they were, but for the tick. */
const unread = { answers: { doc_types: ['pan'], flow: 'signin', agreed: false }, tries: 1 }

test('leads to DigiLocker while the page says what was shown, and keeps those words [L-05]', async () => {
  expect(await press(await open())).toMatchObject({ ok: true, location: expect.stringContaining('http') })
  const { rows } = await pool().query(
    'select n.body from consents c join notices n on n.hash = c.notice_hash where c.kyc_session_id = $1',
    [(await browser.session()).id],
  )
  expect(rows[0].body).toContain('help@bank.example')
})

test('takes no agreement to a notice that was not shown: what changed is read and agreed to first [L-05]', async () => {
  const key = await open()
  await saveOrganisation('new-desk@bank.example')
  const before = inits()
  const state = await shownAgain(key)
  expect(state).toMatchObject({ problem: { code: 'page_changed' }, ...unread })
  expect(inits()).toBe(before)
  expect(await browser.sessions()).toHaveLength(0)
  expect(state.start_key).not.toBe(key)
  expect((await press(state.start_key)).ok).toBe(true)
})

test('shows the page anew when its template asks for something else by now [L-05]', async () => {
  const key = await open()
  const template = await publicTemplate()
  if (!template) throw new Error('no public template')
  const asked = { ...publicStart, templateNow: async () => ({ ...template, id: 'tpv_later' }) }
  expect(await shownAgain(key, asked)).toMatchObject({ problem: { code: 'page_changed' }, ...unread })
  expect(await browser.sessions()).toHaveLength(0)
})

test('shows the page anew when a document is not one of its template', async () => {
  const key = await open()
  const template = await publicTemplate()
  if (!template) throw new Error('no public template')
  const asked = { ...publicStart, templateNow: async () => ({ ...template, optional_docs: ['aadhaar' as const] }) }
  expect(await shownAgain(key, asked)).toMatchObject({ problem: { code: 'page_changed' }, ...unread })
})

test('says closed when the template has ended since, and keeps the form as it was filled in', async () => {
  const key = await open()
  const before = inits()
  const state = await shownAgain(key, { ...publicStart, templateNow: async () => null })
  expect(state).toMatchObject({
    problem: { code: 'closed' },
    start_key: key,
    answers: { ...unread.answers, agreed: true },
  })
  expect(inits()).toBe(before)
  expect(await browser.sessions()).toHaveLength(0)
})

test('leads an invited person to what the link shows when the template has ended since: the answers are of no use', async () => {
  const key = await open()
  const { id, token } = await invite(asha)
  await bindInvitation(browser.binder, token, false)
  const page = invitedPath(token)
  const asked = { templateNow: async () => null, invitationId: id, page }
  expect(await press(key, asked)).toEqual({ ok: false, state: null, location: page })
  expect(await browser.sessions()).toEqual([])
})

test('asks for the agreement again when nobody can tell what the form had shown [R-04] [L-05]', async () => {
  await open()
  const state = await shownAgain('a key of another browser')
  expect(state).toMatchObject({ problem: { code: 'form_expired' }, ...unread })
  expect((await press(state.start_key)).ok).toBe(true)
})

test('leads to what the link shows when another browser has taken the invitation over meanwhile [R-25]', async () => {
  const key = await open()
  const { id, token } = await invite(asha)
  await bindInvitation(browser.binder, token, false)
  await bindInvitation(new TestBrowser().binder, token, true)
  const page = invitedPath(token)
  expect(await press(key, { ...publicStart, invitationId: id, page })).toEqual({
    ok: false,
    state: null,
    location: page,
  })
  expect(await browser.sessions()).toEqual([])
})

test('keeps key and tick when DigiLocker was too busy, because the same form may be sent again [F-03]', async () => {
  simulator.control.addFault({
    endpoint: 'init',
    kind: 'error',
    status: 429,
    message: 'Too Many Requests',
    retryAfter: 7,
  })
  const key = await open()
  const state = await shownAgain(key)
  expect(state).toMatchObject({ problem: { code: 'busy', waitSeconds: 7 }, start_key: key, answers: { agreed: true } })
  expect((await press(key)).ok).toBe(true)
})
