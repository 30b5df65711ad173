import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { violations } from './policy-report'

const report = (body: unknown, type = 'csp-violation') => [{ type, age: 1, url: 'x', user_agent: 'y', body }]

describe('a policy report', () => {
  it('leaves of every address only what names the fault: no nonce, no handle, no query [R-21]', () => {
    const body = {
      effectiveDirective: 'script-src-elem',
      blockedURL: 'https://cdn.evil.example/x.js?token=canary',
      documentURL: 'https://consent.bank.in/callback/canary/return?session_id=canary',
      sample: 'canary',
    }
    expect(violations(report(body))).toEqual([
      { directive: 'script-src-elem', kind: 'https://cdn.evil.example', route: '/callback' },
    ])
    expect(violations(report({ effectiveDirective: 'style-src', blockedURL: 'inline' }))).toEqual([
      { directive: 'style-src', kind: 'inline', route: '/' },
    ])
  })

  it('of another kind or shape is ignored, and nothing sent there throws', () => {
    expect(violations(report({}, 'deprecation'))).toEqual([])
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(violations(json)).toEqual([])
      }),
    )
  })
})
