import { expect, test } from 'vitest'
import { organisationSchema } from './organisation-schema'

const organisation = {
  name: 'Demo Bank',
  legal_name: 'Demo Bank Limited',
  contact: 'help@demo-bank.example',
  grievance_officer: 'Asha Rao',
  grievance_contact: 'grievance@demo-bank.example',
  alternative_way: 'visit any branch',
}
const registered = (return_url: string) => organisationSchema.safeParse({ ...organisation, return_url })

test.each([
  'https://demo-bank.example',
  'https://demo-bank.example/',
  'https://demo-bank.example/kyc/done?from=consent&x=%2F',
  'https://demo-bank.example:8443/done',
])('keeps the way back %s to the letter [R-24]', (address) => {
  expect(registered(address).data?.return_url).toBe(address)
})

test.each([
  'http://demo-bank.example/',
  '//demo-bank.example/',
  '/done',
  'demo-bank.example',
  'javascript:alert(1)//https://demo-bank.example',
  'data:text/html,https://demo-bank.example',
  'https://user@demo-bank.example/',
  'https://user:secret@demo-bank.example/',
  'https://demo-bank.example/#token',
  'https://',
  `https://demo-bank.example/${'a'.repeat(500)}`,
])('refuses %s as the way back [R-24]', (address) => {
  expect(registered(address).success).toBe(false)
})

test('takes an empty way back for none [R-24]', () => {
  expect(registered('').data?.return_url).toBeNull()
})

test.each([
  'help@demo-bank.example',
  'help@demo-bank.example or 1800 123 4567',
  '+91 (22) 6123-4567',
  '1800-11-2233, 9 to 18 o’clock',
  'https://demo-bank.example/contact',
  'सहायता@बैंक.भारत',
])('takes %s as a way to reach somebody [L-01]', (contact) => {
  expect(
    organisationSchema.safeParse({ ...organisation, return_url: '', contact, grievance_contact: contact }).success,
  ).toBe(true)
})

test.each([
  'Asha Rao',
  'Room 12, 3rd floor',
  'help at demo-bank',
  'http://demo-bank.example',
  'www.demo-bank.example',
  '@bank',
])('refuses %s where people are to reach somebody, at both fields [L-01]', (contact) => {
  const parsed = organisationSchema.safeParse({ ...organisation, return_url: '', contact, grievance_contact: contact })
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual(['contact', 'grievance_contact'])
})

test.each([
  ['visit the branch with your papers.', 'visit the branch with your papers'],
  ['ask at the counter (9 a.m. to 6 p.m.) ...', 'ask at the counter (9 a.m. to 6 p.m.)'],
  ['शाखा में आइए।', 'शाखा में आइए'],
])('takes the other way "%s" as a part of a sentence', (typed, kept) => {
  expect(
    organisationSchema.safeParse({ ...organisation, return_url: '', alternative_way: typed }).data?.alternative_way,
  ).toBe(kept)
})

test('takes no full stops for another way', () => {
  const sent = { ...organisation, return_url: '', alternative_way: '. . . . .' }
  expect(organisationSchema.safeParse(sent).success).toBe(false)
})
