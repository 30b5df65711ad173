import { randomBytes } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { beforeAll, describe, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { knownBrowser, rememberBrowser } from './known-browser'
import { consoleAddress } from './options'
import { openSession, sealSession, sessionCookieName, sessionCookieOptions } from './session-cookie'

beforeAll(() => {
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'https://consent.example',
    DATABASE_URL: 'postgres://localhost/unused',
    SANDBOX_API_KEY: 'key_test_0123456789abcdef',
    SANDBOX_API_SECRET: 'secret_test_0123456789abcdef',
    SANDBOX_BASE_URL: 'http://127.0.0.1:9',
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'fatal',
  })
})

const token = { staffId: 'stf_a', sid: 'sid_a', version: 3 }

describe('the cookie of a sign-in', () => {
  it('bears the name next-auth gives it on https, and no script can read it [A-01]', () => {
    expect(sessionCookieName()).toBe('__Secure-next-auth.session-token')
    expect(sessionCookieOptions()).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' })
    expect(sessionCookieOptions().maxAge).toBe(8 * 60 * 60)
  })

  it('opens to what was sealed [A-01]', async () => {
    expect(await openSession(await sealSession(token))).toEqual(token)
  })

  it('is sealed anew each time and shows nothing of its content [A-01]', async () => {
    const [one, two] = [await sealSession(token), await sealSession(token)]
    expect(one).not.toBe(two)
    for (const part of one.split('.')) expect(Buffer.from(part, 'base64url').toString()).not.toContain('stf_a')
  })

  it('is nobody when it is malformed, changed, foreign, ended or without our fields [A-02, A-11]', async () => {
    const good = await sealSession(token)
    const secret = env().authSecret
    const fuzz = [
      undefined,
      '',
      'null',
      '{}',
      '....',
      'a.b.c.d.e',
      '%00%0d%0a',
      'x'.repeat(5_000),
      `${good}x`,
      good.slice(0, -2),
      good.replace(/\.[^.]+$/, '.AAAA'),
      await encode({ token: { sub: 'stf_a' }, secret }),
      await encode({ token: { sub: 'stf_a', sid: 'sid_a', version: 1.5 }, secret }),
      await encode({ token: { sub: 'stf_a', sid: 'sid_a', version: 3 }, secret: `${secret}x` }),
      await encode({ token: { sub: 'stf_a', sid: 'sid_a', version: 3 }, secret, maxAge: -60 }),
    ]
    for (const cookie of fuzz) expect(await openSession(cookie), String(cookie).slice(0, 40)).toBeNull()
  })
})

describe('a known browser', () => {
  it('is known for the address that signed in and for no other [A-06]', () => {
    const cookie = rememberBrowser('asha@bank.example')
    expect(knownBrowser(cookie, 'asha@bank.example')).toMatch(/^own_/)
    expect(knownBrowser(cookie, 'ravi@bank.example')).toBeNull()
    expect(knownBrowser(`${cookie}x`, 'asha@bank.example')).toBeNull()
    expect(knownBrowser('own_made.up', 'asha@bank.example')).toBeNull()
    expect(knownBrowser(undefined, 'asha@bank.example')).toBeNull()
  })
})

describe('where next-auth may lead', () => {
  const origin = 'https://consent.example'

  it('keeps an address inside the console [A-11]', () => {
    expect(consoleAddress('/admin/sessions?status=held', origin)).toBe(`${origin}/admin/sessions?status=held`)
    expect(consoleAddress(`${origin}/admin`, origin)).toBe(`${origin}/admin`)
  })

  it.each([
    'https://evil.example/admin',
    '//evil.example/admin',
    '/\\evil.example/admin',
    'https://consent.example.evil.example/admin',
    'https://consent.example@evil.example/admin',
    'http://consent.example/admin',
    'javascript:alert(1)//admin',
    '/administrator',
    '/api/auth/signout',
    '/admin/../callback/x',
    'https://[',
    '',
  ])('turns %j into the start of the console [A-11]', (wanted) => {
    expect(consoleAddress(wanted, origin)).toBe(`${origin}/admin`)
  })
})
