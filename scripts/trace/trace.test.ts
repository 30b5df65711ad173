import { expect, test } from 'vitest'
import { readRequirements } from './read-requirements.ts'
import { idsOf, readTitles, titlesIn } from './read-titles.ts'
import { trace } from './trace.ts'

test('every requirement stands once in the list [V-02]', () => {
  const ids = readRequirements().map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(150)
  expect(new Set(ids).size).toBe(ids.length)
})

test('no test names an id that the list does not know [V-02]', () => {
  expect(trace(readRequirements(), readTitles()).unknown).toEqual([])
})

test('a promise without a test is missing, one for later is not [V-02]', () => {
  const list = readRequirements('| R-01 | now | One. |\n| R-02 | later | Two. |\n| R-03 | now | Three. |')
  const { missing } = trace(list, [{ path: 'a.test.ts', title: 'says three [R-03]' }])
  expect(missing.map(({ id }) => id)).toEqual(['R-01'])
})

test('an id the list does not know is told with its test', () => {
  const { unknown } = trace([], [{ path: 'a.test.ts', title: 'says nothing [R-99]' }])
  expect(unknown).toEqual([expect.objectContaining({ id: 'R-99', path: 'a.test.ts' })])
})

test.each([
  ["test('a [R-01]', () => {})", ['R-01']],
  [`it(\`b \${c} [R-01, N-02]\`, async () => {})`, ['R-01', 'N-02']],
  ["test.each(rows)('c %s [F-08] [F-09]', () => {})", ['F-08', 'F-09']],
  ["describe('group [R-01]', () => { it('d', () => {}) })", ['R-01']],
  [`for (const [n, ids] of [['e', '[F-05]']]) test(\`${'$'}{n} ${'$'}{ids}\`, () => {})`, ['F-05']],
  ["test.skip('f [R-01]', () => {})", []],
  ["test.todo('g [R-01]')", []],
  ["expect('h [R-01]')", []],
])('reads the ids of %s', (text, ids) => {
  expect(titlesIn('a.test.ts', text).flatMap(({ title }) => idsOf(title))).toEqual(ids)
})
