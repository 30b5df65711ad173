import { describe, expect, it } from 'vitest'
import { hasGiven, isResult } from './settled'

const at = new Date('2026-05-04T08:35:00.000Z')
const facts = { held_reason: null, release_reason: null, bound_return_at: at }

describe('a result', () => {
  it.each(['succeeded', 'partial', 'none'] as const)('is what %s says [R-13]', (status) => {
    expect(isResult({ ...facts, status })).toBe(true)
  })

  it.each(['at_provider', 'held', 'cancelled', 'expired', 'failed', 'lost'] as const)('is not %s [R-13]', (status) => {
    expect(isResult({ ...facts, status, held_reason: 'no_return' })).toBe(false)
  })

  it('stays one when it is withdrawn, and does not become one by that [R-13]', () => {
    const withdrawn = { ...facts, status: 'withdrawn' } as const
    expect(isResult(withdrawn)).toBe(true)
    expect(isResult({ ...withdrawn, held_reason: 'unbound_return', release_reason: 'Called back' })).toBe(true)
    expect(isResult({ ...withdrawn, held_reason: 'unbound_return' })).toBe(false)
    expect(isResult({ ...withdrawn, bound_return_at: null })).toBe(false)
  })
})

describe('something to take back', () => {
  it.each([
    ['succeeded', ['pan'], true],
    ['held', ['pan'], true],
    ['none', null, true],
    ['none', [], false],
    ['held', [], false],
    ['none', ['aadhaar'], false],
    ['failed', null, false],
    ['withdrawn', ['pan'], false],
  ] as const)('of %s with %j is there: %s [L-06]', (status, documents_consented, given) => {
    expect(hasGiven({ status, doc_types: ['pan'], documents_consented })).toBe(given)
  })
})
