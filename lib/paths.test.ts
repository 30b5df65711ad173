import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { adminSessionsPath, callbackPath, callbackReturnUrl } from './paths'
import { startNear } from './paths-known'

it('puts the nonce into the path of redirect_url, without pipe or fragment, under 200 characters [R-06]', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 32 }), (bytes) => {
      const nonce = Buffer.from(bytes).toString('base64url')
      const url = callbackReturnUrl('https://consent.bank.in', nonce)
      expect(new URL(url).pathname).toBe(`/callback/${nonce}/return`)
      expect(url).not.toMatch(/[|#?]/)
      expect(url.length).toBeLessThan(200)
    }),
  )
})

it('refuses a nonce under 128 bit, a foreign alphabet and an address over the limit of the contract [R-06]', () => {
  const good = randomBytes(32).toString('base64url')
  expect(() => callbackReturnUrl('https://bank.in', good.slice(0, 21))).toThrow()
  expect(() => callbackReturnUrl('https://bank.in', `${good}|x`)).toThrow()
  expect(() => callbackReturnUrl(`https://${'a'.repeat(180)}.in`, good)).toThrow()
})

it('keeps what is put into a path inside its segment', () => {
  expect(callbackPath('../admin?x#y')).toBe('/callback/..%2Fadmin%3Fx%23y')
})

it('leaves empty filters out, so that one view has one address', () => {
  expect(adminSessionsPath()).toBe('/admin/sessions')
  expect(adminSessionsPath({ status: 'held', q: null, docs: [] })).toBe('/admin/sessions?status=held')
})

it('leads from a page of a session or of an invitation to the start it belongs to, and from any other to the public one', () => {
  const one = 'h'.repeat(43)
  for (const path of [`/start/${one}`, `/start/again/${one}`]) expect(startNear(path)).toBe(path)
  for (const path of [`/callback/${one}`, `/callback/${one}/withdraw`])
    expect(startNear(path)).toBe(`/start/again/${one}`)
  for (const path of ['/', '/notice', '/callback/elsewhere', `/callback/${one}/return`, '/admin', '//evil.example'])
    expect(startNear(path)).toBe('/')
})
