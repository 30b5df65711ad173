import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { moveClock } from '@/lib/clock'
import { noticeFor } from '@/lib/consent/notice'
import { pool } from '@/lib/db/client'
import { defaultLocale } from '@/lib/i18n/locales'
import { type Binder, binderHash, freshBinder, readBinder } from '@/lib/sessions/binder'
import { currentPerson } from '@/lib/sessions/binding'
import { comeBack } from '@/lib/sessions/come-back'
import { getOwnSession } from '@/lib/sessions/get-session'
import { newStartKey } from '@/lib/sessions/start-key'
import { journeyBed, nonceAtProvider, setClockBack } from '@/lib/sessions/testing'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { askedBy, publicTemplate } from '@/lib/templates/template-version'
import type { Simulator } from '@/simulator/server'
import { begin, publicStart } from './begin'
import { decline, declining } from './decline'

/** The cookies of one browser, as Next hands them to a door: what a door sets, the next request sends. */
const jar = new Map<string, string>()

vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => ({ name, value: jar.get(name) }),
    set: (name: string, value: string) => jar.set(name, value),
  }),
  headers: async () => new Headers({ origin: 'https://consent.example' }),
}))

const cookie = '__Host-kyc'
const hour = 3_600_000

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  // The longest time there is to agree.
  process.env.CONSENT_MINUTES = '1440'
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())
beforeEach(() => {
  jar.clear()
  jar.set(cookie, freshBinder())
})
afterEach(setClockBack)

const forward = moveClock

const binder = (): Binder => {
  const held = readBinder(jar.get(cookie))
  if (!held) throw new Error('this browser has no cookie of ours')
  return held
}

/** A key of a form as this page shows it now. */
const keyFor = async (of: Binder): Promise<string> => {
  const [organisation, template] = await Promise.all([getOrganisation(), publicTemplate()])
  if (!template) throw new Error('nothing can be started here')
  const { hash } = noticeFor(defaultLocale, organisation, askedBy(template))
  return newStartKey(of, { templateVersionId: template.id, noticeHash: hash })
}

const form = (start_key: string): FormData => {
  const sent = new FormData()
  for (const [name, value] of Object.entries({ start_key, doc_types: 'pan', flow: 'signin', agreed: 'yes' }))
    sent.set(name, value)
  return sent
}

const press = async (start_key?: string) => begin(form(start_key ?? (await keyFor(binder()))), 0, publicStart)
const sayNo = async () => decline(await declining(form(await keyFor(binder()))), { invitationId: null, back: '/' })

/** The cookie ends on our side while the browser still has it. */
const end = async () => {
  await press()
  const { rowCount } = await pool().query('update browsers set expires_at = $2 where binder_hash = $1', [
    binderHash(binder()),
    new Date(Date.now() - 1_000),
  ])
  expect(rowCount).toBe(1)
}

test('a start with an ended cookie brings the form back with one that works at the next press [R-03]', async () => {
  await end()
  const ended = binder()
  const refused = await press()
  expect(refused).toMatchObject({ ok: false, state: { problem: { code: 'form_expired' } } })
  expect(binder()).not.toBe(ended)
  const key = refused.ok ? '' : (refused.state?.start_key ?? '')
  expect(await press(key)).toMatchObject({ ok: true, location: expect.stringContaining(simulator.origin) })
})

test('a form older than its ended cookie costs no press more [R-03]', async () => {
  const old = await keyFor(freshBinder())
  await end()
  const refused = await press(old)
  expect(await press(refused.ok ? '' : (refused.state?.start_key ?? ''))).toMatchObject({ ok: true })
})

test('a "No" with an ended cookie is kept at the next press [R-03]', async () => {
  await end()
  expect(await sayNo()).toBe('/')
  expect(await sayNo()).toMatch(/^\/callback\/[\w-]{43}$/)
})

test('a cookie that is good stays as it is when a form comes back', async () => {
  const before = binder()
  await press(await keyFor(freshBinder()))
  expect(binder()).toBe(before)
})

test('a start late in the life of a cookie lasts through the longest window and the day after [R-17] [R-19]', async () => {
  const first = binder()
  await press()
  forward(70 * hour)
  const begun = await press()
  expect(begun.ok).toBe(true)
  expect(binder()).not.toBe(first)
  const nonce = nonceAtProvider(simulator)
  forward(24 * hour)
  simulator.control.setOutcome(nonce, { kind: 'allow', documents: ['pan'] })
  const back = await comeBack(nonce, readBinder(jar.get(cookie)), null)
  expect(back.handle).not.toBeNull()
  forward(24 * hour - 60_000)
  const person = await currentPerson()
  expect(person && (await getOwnSession(person, back.handle ?? ''))).not.toBeNull()
})

test('a "No" late in the life of a cookie is shown for the day after it [R-17]', async () => {
  await press()
  forward(70 * hour)
  const handle = (await sayNo()).split('/').at(-1) ?? ''
  forward(24 * hour - 60_000)
  const person = await currentPerson()
  expect(person && (await getOwnSession(person, handle))?.status).toBe('declined')
})
