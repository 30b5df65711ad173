import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text'

describe('what a colleague typed', () => {
  it.each([
    ['  Called back on the branch number.\r\nShe confirmed.  ', 'Called back on the branch number.\nShe confirmed.'],
    ['Asha \u202Eoar\u202C Rao', 'Asha oar Rao'],
    ['\u2066a\u2069\u200B\u200F\uFEFFb', 'ab'],
    ['tab\tand\u0000 bell\u0007', 'tab and bell'],
    ['cafe\u0301', 'caf\u00E9'],
    ['lone \uD800 half', 'lone \uFFFD half'],
  ])('is kept without what nobody sees: %j [F-38]', (typed, kept) => {
    expect(plainText(typed)).toBe(kept)
  })

  it('keeps Indic words with their joiners [F-38]', () => {
    const words = 'क्\u200Dष श्री\u200Cमान 👩\u200D👧'
    expect(plainText(words)).toBe(words)
  })
})
