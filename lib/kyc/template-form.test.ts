import { expect, test } from 'vitest'
import { judgeTemplate, newTemplate, readTemplateForm, type TemplateAnswers, templateAnswers } from './template-form'

const named: TemplateAnswers = { ...newTemplate, name: 'Loan' }
const errorsOf = (wish: Partial<TemplateAnswers>) => judgeTemplate({ ...named, ...wish }).errors

test('begins as the public start page does: every document may be chosen, none must be', () => {
  expect(judgeTemplate(named).input).toEqual({
    name: 'Loan',
    content: {
      required_docs: [],
      optional_docs: ['aadhaar', 'pan', 'driving_license'],
      purposes: {},
      flow: 'signin',
      verification_method: null,
      pinless: null,
      usernameless: null,
      consent_minutes: null,
      link_hours: 168,
      return_url: null,
      held_policy: null,
      reminders: true,
    },
  })
})

test('shows a saved template as it was filled in', () => {
  const answers: TemplateAnswers = {
    name: 'Loan',
    places: { aadhaar: 'no', pan: 'required', driving_license: 'optional' },
    purposes: { aadhaar: '', pan: 'To look at your loan.', driving_license: '' },
    flow: 'signup',
    verification_method: ['pan', 'mobile'],
    pinless: 'yes',
    usernameless: 'no',
    consent_minutes: '90',
    link_hours: '72',
    return_url: 'https://bank.example/done?from=kyc',
    held_policy: 'code',
    reminders: 'no',
  }
  const { input } = judgeTemplate(answers)
  expect(input && templateAnswers(input.name, input.content)).toEqual(answers)
})

test('says everything that is wrong at once, one message a field', () => {
  expect(
    errorsOf({
      name: 'x',
      places: { aadhaar: 'no', pan: 'no', driving_license: 'no' },
      purposes: { ...named.purposes, pan: 'abc' },
      consent_minutes: '60',
      link_hours: '0',
      return_url: 'http://bank.example',
    }),
  ).toEqual({
    name: 'name',
    documents: 'documents',
    purpose_pan: 'purpose',
    consent_minutes: 'consent_minutes',
    link_hours: 'link_hours',
    return_url: 'return_url',
  })
})

test.each([
  ['1', true],
  ['720', true],
  ['721', false],
  ['0', false],
  ['1.5', false],
  ['', false],
  ['9999999', false],
])('lets a link live %s hours: %s [R-25]', (link_hours, fits) => {
  expect(errorsOf({ link_hours }) === null).toBe(fits)
})

test.each([
  ['60', false],
  ['61', true],
  ['1440', true],
  ['1441', false],
  ['', true],
  ['61.5', false],
  ['1e3', false],
  ['-61', false],
  [' 90 ', true],
  ['\u0967\u0966\u0966', false],
])('leaves %j minutes at DigiLocker: %s [R-19]', (consent_minutes, fits) => {
  expect(errorsOf({ consent_minutes }) === null).toBe(fits)
})

test.each([
  [4, false],
  [5, true],
  [200, true],
  [201, false],
])('takes a reason of %i characters: %s', (length, fits) => {
  expect(errorsOf({ purposes: { ...named.purposes, pan: '\u0915'.repeat(length) } }) === null).toBe(fits)
})

test.each([
  [1, false],
  [2, true],
  [60, true],
  [61, false],
])('takes a name of %i characters: %s', (length, fits) => {
  expect(errorsOf({ name: 'x'.repeat(length) }) === null).toBe(fits)
})

test.each([
  'javascript:alert(1)',
  '//bank.example',
  'http://bank.example/',
  'https:bank.example/',
  'https:\\\\bank.example/',
  'HTTPS://bank.example/',
  'https://Bank.example/',
  'https://user@bank.example/',
  'https://:secret@bank.example/',
  'https://bank.example@evil.example/',
  'https://bank.example/#x',
  'https://bank.example/#',
  'https://bank.example./',
  'https://bank.example:443/',
  'https://b\u0430nk.example/',
  'https://bank.example/a b',
  'https://bank.example/a\tb',
  'https://bank.example/\u202Egnp.exe',
  'https://bank.example/a/../b',
  `https://bank.example/${'a'.repeat(500)}`,
])('refuses %j as the way back [R-24]', (return_url) => {
  expect(errorsOf({ return_url })).toEqual({ return_url: 'return_url' })
})

test.each(['https://bank.example', 'https://bank.example:8443/done?from=kyc', 'https://xn--bnk-ula.example/%E0%A4%95'])(
  'keeps %s as the way back, to the letter [R-24]',
  (return_url) => {
    expect(judgeTemplate({ ...named, return_url }).input?.content.return_url).toBe(return_url)
  },
)

test('takes a reason that was pasted in several lines as one sentence', () => {
  const { input } = judgeTemplate({
    ...named,
    purposes: { ...named.purposes, pan: ' To look at your loan,\r\n  and nothing else.\n' },
  })
  expect(input?.content.purposes.pan).toBe('To look at your loan, and nothing else.')
})

test('forgets why a document was asked for that is not asked for any more', () => {
  const { input } = judgeTemplate({
    ...named,
    places: { ...named.places, pan: 'no' },
    purposes: { ...named.purposes, pan: 'To look at your loan.' },
  })
  expect(input?.content.purposes).toEqual({})
})

test('drops files, repeats and words it does not know from a posted form', () => {
  const form = new FormData()
  form.set('name', new File(['x'], 'x.txt'))
  form.append('verification_method', 'pan')
  form.append('verification_method', 'password')
  form.set('doc_pan', 'maybe')
  const read = readTemplateForm(form)
  expect(read).toMatchObject({ name: '', verification_method: ['pan'] })
  expect(judgeTemplate(read).errors).toMatchObject({ documents: 'documents', name: 'name' })
})

test('knows no policy that releases a held result by itself [R-15]', () => {
  for (const held_policy of ['off', 'none', '']) expect(errorsOf({ held_policy })).not.toBeNull()
  for (const held_policy of ['default', 'review', 'code']) expect(errorsOf({ held_policy })).toBeNull()
})
