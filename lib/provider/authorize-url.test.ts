import { expect, test } from 'vitest'
import { refusalOf } from './authorize-url'

const live = { authorizationHosts: ['digilocker.meripehchaan.gov.in'], standInOrigin: null }
const standIn = { ...live, standInOrigin: 'http://127.0.0.1:4010' }
const host = 'digilocker.meripehchaan.gov.in'

test.each([
  `https://${host}/public/oauth2/1/authorize?state=a%7Cb%7Chttps%3A%2F%2Fexample.in`,
  `https://${host}/x?state=a|b|https://example.in/callback/n/return`,
  `https://${host}:443/x`,
  `HTTPS://${host.toUpperCase()}/x`,
])('sends a browser to %s [R-07] [F-11]', (url) => {
  expect(refusalOf(url, live)).toBeNull()
})

test.each([
  [`http://${host}/x`, 'foreign_origin'],
  ['javascript:alert(1)', 'odd_characters'],
  ['//evil.example/x', 'odd_characters'],
  [`https:${host}/x`, 'odd_characters'],
  ['data:text/html,x', 'odd_characters'],
  [`https://${host}@evil.example/x`, 'user_info'],
  [`https://user:pass@${host}/x`, 'user_info'],
  [`https://@${host}/x`, 'user_info'],
  [`https://${host}.evil.com/x`, 'foreign_origin'],
  [`https://evil.com/${host}`, 'foreign_origin'],
  [`https://evil.com?${host}`, 'foreign_origin'],
  [`https://evil.com\\@${host}/x`, 'odd_characters'],
  [`https:\\\\${host}/x`, 'odd_characters'],
  [`https://${host}\\.evil.com/x`, 'odd_characters'],
  ['https://dıgilocker.meripehchaan.gov.in/x', 'odd_characters'],
  ['https://digilocker．meripehchaan.gov.in/x', 'odd_characters'],
  ['https://xn--dgilocker-q4a.meripehchaan.gov.in/x', 'foreign_origin'],
  [`https://${host}./x`, 'foreign_origin'],
  [`https://${host}:8443/x`, 'foreign_origin'],
  [`https://${host}:99999/x`, 'not_a_url'],
  ['https://digilocker.gov.in/x', 'foreign_origin'],
  ['https://sub.digilocker.meripehchaan.gov.in/x', 'foreign_origin'],
  [`https://${host}/x\r\nLocation: https://evil.example`, 'odd_characters'],
  [`ht\ttps://${host}/x`, 'odd_characters'],
  [` https://${host}/x`, 'odd_characters'],
  [`https://${host}/${'a'.repeat(8_200)}`, 'too_long'],
  ['http://127.0.0.1:4010/x', 'foreign_origin'],
  ['', 'odd_characters'],
])('keeps a browser away from %j [R-07] [F-11]', (url, reason) => {
  expect(refusalOf(url, live)).toBe(reason)
})

test('accepts the exact origin of a stand-in, and nothing else, while it is in use [R-07]', () => {
  expect(refusalOf('http://127.0.0.1:4010/public/oauth2/1/authorize?x=1', standIn)).toBeNull()
  const others = ['http://127.0.0.1:4011/x', 'http://localhost:4010/x', 'https://127.0.0.1:4010/x', `https://${host}/x`]
  expect(others.map((url) => refusalOf(url, standIn))).toEqual(others.map(() => 'foreign_origin'))
  expect(refusalOf('http://127.0.0.1:4010@evil.example/x', standIn)).toBe('user_info')
})
