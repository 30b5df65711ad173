import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { looksLikeRecoveryCode, newRecoveryCodes, recoveryCodeHash } from './recovery-codes'

beforeAll(() => {
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'https://consent.example',
    DATABASE_URL: 'postgres://unused',
    SANDBOX_API_KEY: 'key_test_0123456789abcdef',
    SANDBOX_API_SECRET: 'secret_test_0123456789abcdef',
    SANDBOX_BASE_URL: 'http://127.0.0.1:9',
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  })
})

it('makes ten different codes of letters that cannot be misread [A-08]', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^[2-9a-hjkmnp-tv-z]{4}(-[2-9a-hjkmnp-tv-z]{4}){2}$/)
    expect(looksLikeRecoveryCode(code)).toBe(true)
  }
})

it('knows a code again however it is typed, and for its owner only', () => {
  const hash = recoveryCodeHash('stf_a', 'k7m2-9qxw-3hdp')
  expect(recoveryCodeHash('stf_a', ' K7M2 9QXW 3HDP ')).toEqual(hash)
  expect(recoveryCodeHash('stf_b', 'k7m2-9qxw-3hdp')).not.toEqual(hash)
  expect(looksLikeRecoveryCode('123 456')).toBe(false)
})
