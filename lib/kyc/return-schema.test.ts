import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hintedSessionId } from './return-schema'

const hint = (query: string) => hintedSessionId(new URLSearchParams(query))

test.each([
  ['session_id=abc', 'abc'],
  ['a=1&session_id=abc', 'abc'],
  ['a=1?session_id=abc', 'abc'],
  ['code=x&state=a%7Cb%7Cc', null],
  ['', null],
  ['session_id=', null],
  [`session_id=${'x'.repeat(201)}`, null],
])('reads the hint of ?%s', (query, expected) => {
  expect(hint(query)).toBe(expected)
})

test('never throws, whatever the query [R-11]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (query) => {
      const found = hint(query)
      expect(found === null || typeof found === 'string').toBe(true)
    }),
  )
})
