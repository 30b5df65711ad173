import { describe, expect, it } from 'vitest'
import { cancelledWithInvitation } from './cancel-reason'
import { releasedByCode } from './held-code'
import { typedReason } from './typed-reason'

describe('a typed reason', () => {
  it('has 10 to 500 characters that can be seen', () => {
    expect(typedReason('123456789')).toBeNull()
    expect(typedReason('1234567890')).toBe('1234567890')
    expect(typedReason('w'.repeat(500))).toHaveLength(500)
    expect(typedReason('w'.repeat(501))).toBeNull()
    expect(typedReason(`  12345678\u202E\u200B  `)).toBeNull()
  })

  it('is kept as plain text, so that it cannot turn the words around it [F-38]', () => {
    expect(typedReason(' Wrong\u202E account\tchosen ')).toBe('Wrong account chosen')
  })

  it('can never be one of the words that stand in its place', () => {
    for (const word of [releasedByCode, cancelledWithInvitation]) expect(typedReason(word)).toBeNull()
  })
})
