import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lastChangeOf } from '@/lib/audit/last-change-of'
import type { Permitted } from '@/lib/auth/permissions'
import { colleague } from '@/lib/auth/testing'
import { judgeTemplate, newTemplate, type TemplateAnswers } from '@/lib/kyc/template-form'
import type { TemplateInput } from '@/lib/kyc/template-schema'
import { firstAdmin, staffTestBed, trail } from '@/lib/staff/testing'
import { discardDraft } from './discard-draft'
import { getTemplate, listTemplates } from './list-templates'
import { endTemplate, makePublic, publishTemplate } from './publish-template'
import { createTemplate, saveDraft } from './save-draft'
import { publicTemplate, templateInUse } from './template-version'

let drop: () => Promise<void>
let asha: Permitted<'settings.manage'>
let id: string

const template = (wish: Partial<TemplateAnswers> = {}): TemplateInput => {
  const { input } = judgeTemplate({ ...newTemplate, name: 'Loan', ...wish })
  if (!input) throw new Error('expected a template that fits')
  return input
}

const stampOf = async (): Promise<string> => (await getTemplate(asha, id))?.stamp ?? 'gone'

const publish = async (): Promise<void> => {
  const published = await publishTemplate(asha, id, await stampOf())
  if (!published.ok) throw new Error(`expected to publish, found ${published.error.code}`)
}

beforeAll(async () => {
  drop = await staffTestBed()
  asha = colleague(await firstAdmin(), 'admin', 'settings.manage')
})
afterAll(() => drop())
beforeEach(async () => {
  id = await createTemplate(asha, template())
})

test('shows a draft to colleagues and to nobody else until it is published', async () => {
  expect(await getTemplate(asha, id)).toMatchObject({ state: 'draft', published: null, draft: { number: 1 } })
  expect(await templateInUse(id)).toBeNull()
  await publish()
  expect(await templateInUse(id)).toMatchObject({ number: 1, name: 'Loan' })
  expect(await getTemplate(asha, id)).toMatchObject({ state: 'in_use', draft: null, history: [{ number: 1 }] })
})

test('is made once by a button pressed twice', async () => {
  const make = (formKey: string) => createTemplate(asha, template({ name: 'Twice' }), formKey)
  const made = await Promise.all([make('form-1'), make('form-1')])
  expect(new Set([...made, await make('form-1')]).size).toBe(1)
  expect(await make('form-2')).not.toBe(made[0])
})

test('keeps the version in use while the next one is written, and numbers them on', async () => {
  await publish()
  expect((await saveDraft(asha, id, 'none', template({ link_hours: '72' }))).ok).toBe(true)
  expect(await templateInUse(id)).toMatchObject({ number: 1, link_hours: 168 })
  await publish()
  expect(await templateInUse(id)).toMatchObject({ number: 2, link_hours: 72 })
})

test('overwrites no work of a colleague, and publishes only what was looked at', async () => {
  const seen = await stampOf()
  const both = await Promise.all(['24', '48'].map((link_hours) => saveDraft(asha, id, seen, template({ link_hours }))))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  const changed = { ok: false, error: { code: 'changed', stamp: await stampOf() } }
  expect(both).toContainEqual(changed)
  expect(await publishTemplate(asha, id, seen)).toEqual(changed)
  expect((await saveDraft(asha, id, changed.error.stamp, template({ link_hours: '72' }))).ok).toBe(true)
})

test('names who was here meanwhile, and when', async () => {
  expect(await lastChangeOf(asha, id)).toMatchObject({ name: expect.any(String), at: expect.any(Date) })
  expect(await lastChangeOf(asha, 'tpl_none')).toBeNull()
})

test('takes a button pressed twice for one press, whoever was quicker', async () => {
  const seen = await stampOf()
  const save = () => saveDraft(asha, id, seen, template({ link_hours: '24' }))
  expect(await Promise.all([save(), save()])).toEqual([
    { ok: true, value: null },
    { ok: true, value: null },
  ])
  const saved = await stampOf()
  const press = () => publishTemplate(asha, id, saved)
  const once = { ok: true, value: { number: 1 } }
  expect(await Promise.all([press(), press()])).toEqual([once, once])
  const rows = (await trail()).filter((row) => row.object_id === id)
  expect(rows.map(({ action }) => action)).toEqual(['template.created', 'template.saved', 'template.published'])
})

test('throws a draft away and leaves what people see; what was never published is ended instead', async () => {
  const never = { ok: false, error: { code: 'not_published' } }
  expect(await discardDraft(asha, id, await stampOf())).toEqual(never)
  await publish()
  await saveDraft(asha, id, 'none', template({ link_hours: '24' }))
  const seen = await stampOf()
  await saveDraft(asha, id, seen, template({ link_hours: '48' }))
  const stamp = await stampOf()
  expect(await discardDraft(asha, id, seen)).toEqual({ ok: false, error: { code: 'changed', stamp } })
  const both = await Promise.all([discardDraft(asha, id, stamp), discardDraft(asha, id, stamp)])
  expect(both).toContainEqual({ ok: true, value: { number: 2 } })
  expect(both).toContainEqual({ ok: false, error: { code: 'no_draft' } })
  expect(await getTemplate(asha, id)).toMatchObject({ draft: null, published: { number: 1, link_hours: 168 } })
  expect((await trail()).at(-1)).toMatchObject({ action: 'template.draft_discarded', object_id: id })
  await saveDraft(asha, id, 'none', template({ link_hours: '72' }))
  expect((await getTemplate(asha, id))?.draft).toMatchObject({ number: 2, link_hours: 72 })
})

test('puts one template on the public start page, however many colleagues choose at once', async () => {
  const other = await createTemplate(asha, template({ name: 'Account' }))
  expect(await makePublic(asha, id)).toEqual({ ok: false, error: { code: 'not_published' } })
  await publish()
  const first = id
  id = other
  await publish()
  await Promise.all([makePublic(asha, first), makePublic(asha, other), makePublic(asha, first)])
  expect((await listTemplates(asha)).filter((row) => row.is_public)).toHaveLength(1)
  expect([first, other]).toContain((await publicTemplate())?.template_id)
})

test('ends a template for good', async () => {
  await publish()
  expect((await endTemplate(asha, id)).ok).toBe(true)
  expect(await templateInUse(id)).toBeNull()
  const ended = { ok: false, error: { code: 'ended' } }
  expect(await endTemplate(asha, id)).toEqual(ended)
  expect(await saveDraft(asha, id, 'none', template())).toEqual(ended)
  expect(await makePublic(asha, id)).toEqual(ended)
  expect(await getTemplate(asha, id)).toMatchObject({ state: 'ended' })
})

test('knows no template by another id', async () => {
  const missing = { ok: false, error: { code: 'not_found' } }
  expect(await publishTemplate(asha, 'tpl_none', 'none')).toEqual(missing)
  expect(await getTemplate(asha, 'tpl_none')).toBeNull()
})

test('says in the trail what was done to a template, and nothing of what it says', async () => {
  await saveDraft(asha, id, await stampOf(), template({ link_hours: '48' }))
  await publish()
  await endTemplate(asha, id)
  const rows = (await trail()).filter((row) => row.object_id === id)
  expect(rows.map(({ action }) => action)).toEqual([
    'template.created',
    'template.saved',
    'template.published',
    'template.ended',
  ])
  expect(rows.map(({ body }) => body).join()).not.toContain('Loan')
})

test('says in the trail what a draft changed: choices with both values, texts by their name alone', async () => {
  const purposes = { aadhaar: '', pan: 'To look at your loan.', driving_license: '' }
  const places = { aadhaar: 'no', pan: 'required', driving_license: 'optional' }
  await saveDraft(
    asha,
    id,
    await stampOf(),
    template({ name: 'Account', link_hours: '48', pinless: 'no', places, purposes }),
  )
  const body = JSON.parse((await trail()).findLast((row) => row.object_id === id)?.body ?? '{}')
  expect(body.detail).toEqual({
    version: 1,
    changed: ['name', 'required_docs', 'optional_docs', 'purposes', 'pinless', 'link_hours'],
    required_docs: ['pan'],
    required_docs_before: [],
    optional_docs: ['driving_license'],
    optional_docs_before: ['aadhaar', 'pan', 'driving_license'],
    pinless: false,
    pinless_before: 'default',
    link_hours: 48,
    link_hours_before: 168,
  })
})

test('says in the trail which template a public one took the place of', async () => {
  await publish()
  const before = (await publicTemplate())?.template_id
  await makePublic(asha, id)
  const row = (await trail()).findLast(({ action }) => action === 'template.made_public')
  expect(row).toMatchObject({ object_id: id, body: expect.stringContaining(`"instead_of":"${before}"`) })
})
