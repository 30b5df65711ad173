import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonRefused, parseJson } from './safe-json'

test.each([
  ['', 'empty'],
  [' \n', 'empty'],
  ['<html>busy</html>', 'parse'],
  ['{"a":1', 'parse'],
  ['{"a":1}}', 'parse'],
  ['\ufeff{"a":1}', 'byte order mark'],
  ['{"a":1,"a":2}', 'twice'],
  ['{"a":{"b":1,"c":[{"d":1,"d":1}]}}', 'twice'],
  ['{"\\u0061":1,"a":2}', 'twice'],
  ['{"__proto__":{"polluted":true}}', '__proto__'],
  ['[{"x":{"__pr\\u006fto__":{"polluted":true}}}]', '__proto__'],
  [`${'['.repeat(17)}${']'.repeat(17)}`, 'deeper'],
  [`${'{"a":'.repeat(17)}1${'}'.repeat(17)}`, 'deeper'],
  ['['.repeat(120_000), 'parse'],
])('refuses %j because it is %s [F-09]', (text, reason) => {
  expect(() => parseJson(text)).toThrow(JsonRefused)
  expect(() => parseJson(text)).toThrow(reason)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('lets equal keys stand in different objects and equal words in lists [F-09]', () => {
  const text = '{"a":{"a":1},"b":{"a":"a"},"c":["a","a",{"a":[]}],"d":"a\\"a:{,"}'
  expect(parseJson(text)).toEqual(JSON.parse(text))
})

test('reads whatever JSON.parse reads when keys are unique and it is not deep [F-09]', () => {
  const flat = fc.jsonValue({ maxDepth: 5 })
  fc.assert(
    fc.property(flat, (value) => {
      const text = JSON.stringify(value)
      if (text.includes('__proto__')) return
      expect(JSON.stringify(parseJson(text))).toBe(text)
    }),
  )
})

test('never quotes the answer in its refusal [F-09]', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), (secret) => {
      try {
        parseJson(`{"${secret}`)
      } catch (error) {
        expect(String(error)).not.toContain(secret)
      }
    }),
  )
})

test('takes no more than linear time for 256 KB of anything [F-42]', () => {
  const size = 256 * 1024
  const texts = [
    `"${'\\"'.repeat(size / 2)}`,
    `"${'a'.repeat(size)}"`,
    `[${'"",'.repeat(size / 3)}""]`,
    '{"a":'.repeat(size / 5),
  ]
  for (const text of texts) {
    const startedAt = performance.now()
    try {
      parseJson(text)
    } catch (error) {
      expect(error).toBeInstanceOf(JsonRefused)
    }
    expect(performance.now() - startedAt).toBeLessThan(500)
  }
})
