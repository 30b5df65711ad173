import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { moveClock, setClockRight } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { forgetEnded } from '@/lib/jobs/forget-ended'
import { judgeOrganisation, organisationAnswers } from '@/lib/kyc/organisation-form'
import { judgeTemplate, newTemplate } from '@/lib/kyc/template-form'
import { processState } from '@/lib/process-state'
import { sandboxProvider } from '@/lib/provider/sandbox-client'
import { journeyBed, TestBrowser } from '@/lib/sessions/testing'
import { trail } from '@/lib/staff/testing'
import { getTemplate } from '@/lib/templates/list-templates'
import { publishTemplate } from '@/lib/templates/publish-template'
import { createTemplate } from '@/lib/templates/save-draft'
import type { Simulator } from '@/simulator/server'
import { readFirstSteps } from './first-steps'
import { getBrandSheet, getLogo } from './get-brand'
import { getOrganisation } from './get-organisation'
import { removeLogo, saveColour, saveLogo } from './save-brand'
import { changeOrganisation, getSavedOrganisation } from './save-organisation'
import { testConnection } from './test-connection'

let simulator: Simulator
let down: () => Promise<void>
const asha: Permitted<'settings.manage'> = colleague('stf_asha', 'admin', 'settings.manage')

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())
afterEach(setClockRight)

const organisation = (name: string) => {
  const { input } = judgeOrganisation({
    ...organisationAnswers(null),
    name,
    legal_name: 'Test Bank Limited',
    contact: 'help@bank.example',
    grievance_officer: 'Ravi Menon',
    grievance_contact: 'grievance@bank.example',
    alternative_way: 'visit a branch',
  })
  if (!input) throw new Error('expected an organisation that fits')
  return input
}

const lastOf = async (action: string) => (await trail()).filter((row) => row.action === action).at(-1)

const nameOf = (path: string | null | undefined): string => /([0-9a-f-]+)\.(css|png)$/.exec(path ?? '')?.[1] ?? 'none'

const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#0b5a78' } })
    .withMetadata({ exif: { IFD0: { Copyright: 'secret of the author' } } })
    .png()
    .toBuffer()

test('shows what was saved at once, though it is read once for many pages', async () => {
  expect((await getOrganisation()).name).toBe('Demo Bank')
  expect((await changeOrganisation(asha, 'none', organisation('Test Bank'))).ok).toBe(true)
  expect(await getOrganisation()).toMatchObject({ name: 'Test Bank', ready: true })
  await pool().query(`update organisation set name = 'Elsewhere'`)
  expect((await getOrganisation()).name).toBe('Test Bank')
  expect(await lastOf('organisation.saved')).toMatchObject({ object_id: 'organisation' })
})

test('overwrites no work of a colleague', async () => {
  const { stamp } = await getSavedOrganisation(asha)
  const both = await Promise.all(['One', 'Two'].map((name) => changeOrganisation(asha, stamp, organisation(name))))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  const { saved, stamp: now } = await getSavedOrganisation(asha)
  expect(both).toContainEqual({ ok: false, error: { code: 'changed', stamp: now } })
  // The same once more, from the same form: a button pressed twice.
  expect((await changeOrganisation(asha, stamp, organisation(saved?.name ?? ''))).ok).toBe(true)
  expect((await lastOf('organisation.saved'))?.body).toContain('"detail":{"changed":["name"]}')
})

test('dresses pages in a colour that can be read, under an address that names its content', async () => {
  expect(await saveColour(asha, ' #7A1F5C ')).toEqual({ ok: true, value: null })
  const { sheet } = (await getOrganisation()).brand
  expect(getBrandSheet(nameOf(sheet))).toMatchObject({ css: expect.stringContaining('--accent:#7a1f5c'), exact: true })
  for (const name of ['0'.repeat(24), `ffcc00-${'0'.repeat(24)}`, 'none']) expect(getBrandSheet(name)).toBeNull()
  expect((await lastOf('brand.saved'))?.body).toContain('"detail":{"from":"none","part":"colour","to":"#7a1f5c"}')
})

test('still dresses a page from before the colour changed, or from another version of Swikriti', async () => {
  const { sheet } = (await getOrganisation()).brand
  expect((await saveColour(asha, '#1f5c7a')).ok).toBe(true)
  expect((await getOrganisation()).brand.sheet).not.toBe(sheet)
  expect(getBrandSheet(nameOf(sheet))).toMatchObject({ css: expect.stringContaining('#7a1f5c'), exact: true })
  const other = getBrandSheet(`7a1f5c-${'0'.repeat(24)}`)
  expect(other).toMatchObject({ css: expect.stringContaining('#7a1f5c'), exact: false })
})

test('refuses a colour that cannot be read and what is no colour, and keeps the one it has', async () => {
  const { sheet } = (await getOrganisation()).brand
  const pale = await saveColour(asha, '#ffcc00')
  expect(pale).toMatchObject({
    ok: false,
    error: { code: 'too_pale', nearest: expect.stringMatching(/^#[0-9a-f]{6}$/) },
  })
  expect(await saveColour(asha, 'url(//evil.example)')).toEqual({ ok: false, error: { code: 'not_a_colour' } })
  expect((await getOrganisation()).brand.sheet).toBe(sheet)
  await saveColour(asha, '')
  expect((await getOrganisation()).brand.sheet).toBeNull()
})

test('draws a logo anew, without what the file said besides', async () => {
  const file = await png(900, 300)
  expect(file.includes('secret of the author')).toBe(true)
  expect((await saveLogo(asha, file)).ok).toBe(true)
  const { logo } = (await getOrganisation()).brand
  expect(logo).toMatchObject({ width: 144, height: 48 })
  const kept = await getLogo(nameOf(logo?.src))
  if (!kept) throw new Error('expected the logo')
  expect(kept.includes('secret of the author')).toBe(false)
  expect(await sharp(kept).metadata()).toMatchObject({ format: 'png', width: 288, height: 96 })
  await removeLogo(asha)
  expect((await getOrganisation()).brand.logo).toBeNull()
})

test('finds a logo for a day after it was replaced, for pages from before, and no longer', async () => {
  await saveLogo(asha, await png(40, 40))
  const { logo } = (await getOrganisation()).brand
  const file = await getLogo(nameOf(logo?.src))
  await saveLogo(asha, await png(50, 40))
  await removeLogo(asha)
  expect((await lastOf('brand.saved'))?.body).toContain('"to":"none"')
  expect(await getLogo(nameOf(logo?.src))).toEqual(file)
  moveClock(23 * 3_600_000)
  await forgetEnded()
  expect(await getLogo(nameOf(logo?.src))).toEqual(file)
  moveClock(2 * 3_600_000)
  expect(await getLogo(nameOf(logo?.src))).toBeNull()
  await forgetEnded()
  expect((await pool().query('select from past_logos')).rowCount).toBe(0)
})

test.each([
  ['nothing', async () => Buffer.alloc(0), 'no_file'],
  ['an SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'not_png'],
  [
    'a JPEG',
    async () =>
      sharp(await png(10, 10))
        .jpeg()
        .toBuffer(),
    'not_png',
  ],
  ['a page behind the first bytes of a PNG', async () => Buffer.from('\x89PNG\r\n\x1a\n<html>', 'latin1'), 'not_png'],
  ['half a PNG', async () => (await png(300, 100)).subarray(0, 200), 'not_png'],
  ['more than 40 KB', async () => Buffer.concat([await png(10, 10), Buffer.alloc(40 * 1024)]), 'too_heavy'],
])('refuses %s as the logo', async (_what, file, code) => {
  expect(await saveLogo(asha, await file())).toEqual({ ok: false, error: { code } })
})

test('refuses a small file that unfolds to a huge picture', async () => {
  const file = await sharp({ create: { width: 3_000, height: 3_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer()
  expect(file.length).toBeLessThan(40 * 1024)
  expect(await saveLogo(asha, file)).toEqual({ ok: false, error: { code: 'not_png' } })
})

test('tests the connection with a new sign-in and a session nobody has, and starts nothing', async () => {
  const before = (await simulator.control.calls()).length
  expect(await testConnection(asha)).toEqual({ kind: 'works' })
  const calls = (await simulator.control.calls()).slice(before).map(({ endpoint }) => endpoint)
  expect(new Set(calls)).toEqual(new Set(['authenticate', 'status']))
  expect((await lastOf('provider.tested'))?.body).toContain('"outcome":"works"')
})

test('leaves no instance with a token that the new one has ended', async () => {
  simulator.control.set({ newTokenRevokesOld: true })
  const endpoints = async (work: () => Promise<unknown>) => {
    const before = (await simulator.control.calls()).length
    await work()
    return (await simulator.control.calls()).slice(before).map(({ endpoint }) => endpoint)
  }
  expect(await endpoints(() => testConnection(asha))).toEqual(['authenticate', 'status'])
  // Whoever waits for a result next is not refused.
  const read = () => sandboxProvider().getSessionStatus(randomUUID(), 'person')
  expect(await endpoints(() => expect(read()).rejects.toMatchObject({ kind: 'not_found' }))).toEqual(['status'])
  // Another instance shares the database and nothing else.
  processState('tokens', () => new Map()).clear()
  expect(await endpoints(() => testConnection(asha))).toEqual(['authenticate', 'status'])
  simulator.control.set({ newTokenRevokesOld: false })
})

test('says which part of the connection failed', async () => {
  simulator.control.addFault({
    endpoint: 'authenticate',
    kind: 'error',
    status: 401,
    message: 'Invalid API key',
    times: 1,
  })
  expect(await testConnection(asha)).toEqual({ kind: 'failed', fault: { step: 'authenticate', kind: 'auth' } })
  simulator.control.addFault({
    endpoint: 'status',
    kind: 'error',
    status: 403,
    message: 'Insufficient credits',
    times: 1,
  })
  expect(await testConnection(asha)).toEqual({ kind: 'failed', fault: { step: 'status', kind: 'credits' } })
  expect((await lastOf('provider.tested'))?.body).toContain('credits')
})

test('leaves the calls of a minute to people when a colleague presses on and on', async () => {
  const ravi = colleague('stf_ravi', 'admin', 'settings.manage')
  const before = (await simulator.control.calls()).length
  for (let press = 1; press <= 10; press += 1) expect(await testConnection(ravi)).toEqual({ kind: 'works' })
  const calls = (await simulator.control.calls()).length
  expect(calls).toBe(before + 20)
  expect(await testConnection(ravi)).toEqual({ kind: 'wait', until: expect.any(Date) })
  expect((await simulator.control.calls()).length).toBe(calls)
})

test('reads what is left of the first steps from what they leave behind', async () => {
  const { input } = judgeTemplate({ ...newTemplate, name: 'Loan' })
  if (!input) throw new Error('expected a template that fits')
  const before = { account: true, organisation: true, connection: true, template: false, session: false }
  expect(await readFirstSteps(asha)).toEqual(before)
  const id = await createTemplate(asha, input)
  expect(await readFirstSteps(asha)).toEqual(before)
  await publishTemplate(asha, id, (await getTemplate(asha, id))?.stamp ?? 'none')
  expect(await readFirstSteps(asha)).toEqual({ ...before, template: true })
  await new TestBrowser().start()
  expect(await readFirstSteps(asha)).toEqual({ ...before, template: true, session: true })
  await pool().query('delete from organisation')
  expect(await readFirstSteps(asha)).toMatchObject({ organisation: false })
})
