import { expect, test } from 'vitest'
import { fieldErrors, readStartForm, startSchema, tenDigits } from './start-schema'

const form = (fields: Record<string, string | string[]>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) data.append(name, one)
  return data
}
const good = { start_key: 'k', doc_types: ['pan'], flow: 'signin', verified_mobile: '', agreed: 'yes' }

const errorsOf = (fields: Record<string, string | string[]>) => {
  const parsed = startSchema.safeParse(readStartForm(form(fields)).raw)
  return parsed.success ? {} : fieldErrors(parsed.error)
}

test('accepts one document and a ticked agreement', () => {
  expect(errorsOf(good)).toEqual({})
})

test('says at each field what is missing, all at once', () => {
  expect(errorsOf({ start_key: 'k' })).toEqual({
    doc_types: 'choose_document',
    flow: 'choose_account',
    agreed: 'tick_agreement',
  })
})

test('refuses a document it does not know', () => {
  expect(errorsOf({ ...good, doc_types: ['passport'] })).toEqual({ doc_types: 'choose_document' })
})

test.each([
  ['+91 98765 43210', '9876543210'],
  ['098765-43210', '9876543210'],
  ['919876543210', '9876543210'],
  ['9176543210', '9176543210'],
  ['0091 98765 43210', '9876543210'],
])('reads the mobile number %s as people write it', (typed, wire) => {
  expect(tenDigits(typed)).toBe(wire)
  expect(startSchema.parse({ ...good, flow: 'signup', verified_mobile: typed }).verified_mobile).toBe(wire)
})

test('checks the mobile number only when an account is created', () => {
  expect(errorsOf({ ...good, flow: 'signup', verified_mobile: '12345' })).toEqual({ verified_mobile: 'mobile_pattern' })
  expect(errorsOf({ ...good, flow: 'signin', verified_mobile: '12345' })).toEqual({})
})

test('names a wrong mobile number although another field is wrong too', () => {
  expect(errorsOf({ ...good, flow: 'signup', verified_mobile: '12345', agreed: '' })).toEqual({
    verified_mobile: 'mobile_pattern',
    agreed: 'tick_agreement',
  })
})

test.each([null, 5, 'text', []])('refuses %j without throwing [F-40]', (value) => {
  expect(startSchema.safeParse(value).success).toBe(false)
})

test('keeps what was typed and drops files and repeats [N-03]', () => {
  const data = form({ ...good, doc_types: ['pan', 'pan', 'aadhaar'], agreed: 'no' })
  data.append('doc_types', new File(['x'], 'x.txt'))
  const { answers } = readStartForm(data)
  expect(answers).toEqual({ doc_types: ['pan', 'aadhaar'], flow: 'signin', verified_mobile: '', agreed: false })
})

test('does not let a field named __proto__ reach anything [F-40]', () => {
  const data = form({ ...good, __proto__: 'x', constructor: 'x' })
  data.append('__proto__', '{"polluted":true}')
  startSchema.parse(readStartForm(data).raw)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})
