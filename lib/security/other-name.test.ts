import { describe, expect, it } from 'vitest'
import { isOtherLoopbackName, otherNamePage } from './other-name'

const here = 'http://localhost:3000'

describe('a demonstration on this machine', () => {
  it.each(['127.0.0.1:3000', '[::1]:3000', '127.0.0.1', 'localhost:4000'])(
    'knows %s for its own machine [F-41]',
    (host) => {
      expect(isOtherLoopbackName(host, here, true)).toBe(true)
    },
  )

  it.each(['evil.example', '127.0.0.1.evil.example', '127.0.0.1:3000,evil.example', 'localhost@evil', '', null])(
    'does not know %s [F-41]',
    (host) => {
      expect(isOtherLoopbackName(host, here, true)).toBe(false)
    },
  )

  it('is the only one that says so: neither a public address nor a real provider does [F-41]', () => {
    expect(isOtherLoopbackName('127.0.0.1:3000', 'https://consent.bank.in', true)).toBe(false)
    expect(isOtherLoopbackName('127.0.0.1:3000', here, false)).toBe(false)
  })

  it('names the configured address and nothing of the request [F-41]', async () => {
    const page = otherNamePage(here, 'n')
    expect(page.status).toBe(421)
    expect(await page.text()).toContain(`<a href="${here}/">${here}</a>`)
  })
})
