import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateOf } from './status-map'

test.each([
  ['created', 'pending'],
  ['initialized', 'pending'],
  ['authorized', 'pending'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['expired', 'expired'],
  [' Succeeded ', 'succeeded'],
])('reads %j as %s [F-13]', (word, state) => {
  expect(stateOf(word)).toEqual({ state, unknownWord: false })
})

test.each(['weird', '', 'success', 'constructor', '__proto__', 'toString', 'succeeded2'])(
  'treats the unknown word %j as pending and says so [F-13]',
  (word) => {
    expect(stateOf(word)).toEqual({ state: 'pending', unknownWord: true })
  },
)

test('never lets a word it does not know decide anything [F-13]', () => {
  fc.assert(
    fc.property(fc.string(), (word) => {
      const { state, unknownWord } = stateOf(word)
      expect(unknownWord ? state : 'pending').toBe('pending')
    }),
  )
})
