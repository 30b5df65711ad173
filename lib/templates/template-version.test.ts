import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { docTypes } from '@/lib/kyc/doc-types'
import { initRequestSchema } from '@/lib/provider/sandbox-schema'
import { auditOf, journeyBed, TestBrowser } from '@/lib/sessions/testing'
import type { Simulator } from '@/simulator/server'
import {
  askedDocs,
  docsOf,
  getTemplateVersion,
  lastPublicTemplate,
  listTemplatesInUse,
  publicTemplate,
  templateInUse,
} from './template-version'

let simulator: Simulator
let down: () => Promise<void>

beforeAll(async () => {
  ;({ simulator, down } = await journeyBed())
})
afterAll(() => down())

const sql = (text: string, values: unknown[] = []) => pool().query(text, values)

const addVersion = (template: string, number: number, published: boolean, more = '') =>
  sql(
    `insert into template_versions (id, template_id, number, required_docs, optional_docs, updated_at, published_at)
     values ($1, $2, $3, '{pan}', '{aadhaar}', now(), $4) ${more}`,
    [`tpv_${template}_${number}`, template, number, published ? new Date() : null],
  )

test('begins with a public template that asks for what the start page always asked for', async () => {
  const version = await publicTemplate()
  expect(version).toMatchObject({
    id: 'tpv_standard_1',
    required_docs: [],
    optional_docs: [...docTypes],
    purposes: {},
    flow: 'signin',
    consent_minutes: null,
    link_hours: 168,
    held_policy: null,
    return_url: null,
    reminders: true,
  })
  expect(version && docsOf(version)).toEqual([...docTypes])
})

test('uses the newest published version and no draft', async () => {
  await sql(`insert into templates (id, name, created_at) values ('tpl_loan', 'Loan', now())`)
  await addVersion('tpl_loan', 1, false)
  expect(await templateInUse('tpl_loan')).toBeNull()
  await sql(`update template_versions set published_at = now() where template_id = 'tpl_loan'`)
  await addVersion('tpl_loan', 2, true)
  await addVersion('tpl_loan', 3, false)
  expect(await templateInUse('tpl_loan')).toMatchObject({ number: 2, name: 'Loan' })
  expect((await listTemplatesInUse()).map(({ id }) => id)).toEqual(['tpv_standard_1', 'tpv_tpl_loan_2'])
})

test('never changes or deletes a published version, and keeps one draft', async () => {
  await expect(sql(`update template_versions set link_hours = 1 where id = 'tpv_tpl_loan_2'`)).rejects.toThrow(
    'published',
  )
  await expect(sql(`delete from template_versions where id = 'tpv_tpl_loan_2'`)).rejects.toThrow('published')
  await expect(addVersion('tpl_loan', 4, false)).rejects.toThrow('template_versions_draft')
  await expect(sql(`update template_versions set link_hours = 721 where id = 'tpv_tpl_loan_3'`)).rejects.toThrow(
    'template_versions_link',
  )
})

test('keeps one template on the public start page', async () => {
  await expect(sql(`update templates set is_public = true where id = 'tpl_loan'`)).rejects.toThrow('templates_public')
})

test('asks for required documents whether or not they were ticked, and for none the template does not name', async () => {
  const version = await templateInUse('tpl_loan')
  if (!version) throw new Error('expected a version in use')
  expect(askedDocs(version, [])).toEqual(['pan'])
  expect(askedDocs(version, ['aadhaar', 'pan'])).toEqual(['aadhaar', 'pan'])
  expect(askedDocs(version, ['driving_license'])).toBeNull()
})

test('pins the version a session was started with, and starts anew under another [R-05]', async () => {
  const browser = new TestBrowser()
  await browser.start()
  const first = await browser.session()
  expect(first.template_version_id).toBe('tpv_standard_1')
  await sql(
    `insert into template_versions (id, template_id, number, required_docs, optional_docs, consent_minutes, flow,
       verification_method, usernameless, updated_at, published_at)
     values ('tpv_two', 'tpl_standard', 2, '{}', '{pan}', 90, 'signup', '{pan}', true, now(), now())`,
  )
  const key = browser.newKey('tpv_two')
  const sentAt = Date.now()
  await browser.start({ flow: 'signup' }, key)
  const [second] = await browser.sessions()
  expect(second?.id).not.toBe(first.id)
  expect(second?.template_version_id).toBe('tpv_two')
  const body = initRequestSchema.parse(simulator.control.calls({ endpoint: 'init' }).at(-1)?.body)
  expect(body.options).toEqual({ verification_method: ['pan'], usernameless: true })
  expect(Math.round(((body.consent_expiry ?? 0) - sentAt) / 60_000)).toBe(90)
  expect(await auditOf(second?.id ?? '')).toEqual(['consent.given', 'session.started'])
})

test('no longer offers an ended template, and still knows what its sessions pinned', async () => {
  await sql(`update templates set ended_at = now() where id in ('tpl_standard', 'tpl_loan')`)
  expect(await publicTemplate()).toBeNull()
  expect(await lastPublicTemplate()).toMatchObject({ id: 'tpv_two' })
  expect(await templateInUse('tpl_loan')).toBeNull()
  expect(await getTemplateVersion('tpv_standard_1')).toMatchObject({ name: 'Standard', ended_at: expect.any(Date) })
})
