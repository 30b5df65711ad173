import { describe, expect, it } from 'vitest'
import { documentState } from './document-states'

describe('the word beside a document', () => {
  it.each([
    ['full', 'agreed'],
    ['partial', 'agreed'],
    ['withdrawn', 'withdrawn'],
  ] as const)('of one that came, in the view %s, is %s', (view, state) => {
    expect(documentState({ view, documents_consented: ['pan'] }, 'pan')).toBe(state)
  })

  it.each([
    ['partial', ['aadhaar'], 'not_included'],
    ['none', [], 'not_included'],
    ['unlisted', null, 'unknown'],
    ['held', null, 'held'],
    ['not_completed', null, 'not_received'],
    ['checking', null, 'asked'],
  ] as const)('of one that did not come, in the view %s, is %s', (view, consented, state) => {
    expect(documentState({ view, documents_consented: consented === null ? null : [...consented] }, 'pan')).toBe(state)
  })
})
