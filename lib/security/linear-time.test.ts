import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { logText, maskPersonal } from '../log-text'
import { JsonRefused, parseJson } from '../provider/safe-json'

const root = join(import.meta.dirname, '../..')
const size = 100 * 1024

/** Far above what a linear pass takes on a busy machine, far below what a square one takes. */
const limitMs = 400

/** Texts on which a careless pattern tries every way to split them, each with an end that no pattern expects. */
const pieces = [
  'a',
  'A',
  '0',
  '9',
  ' ',
  '-',
  '.',
  '/',
  '\\',
  '"',
  '\\"',
  '"a',
  '@',
  'a@',
  'a.',
  '0 ',
  '+91',
  'eyJa.',
  '?session_id=',
  '\u0301',
  '\n',
]
const hostile = pieces.map((piece) => `${piece.repeat(Math.ceil(size / piece.length))}\u0000!`)

/** The quickest of a few tries: the machine may be busy, the pattern may not. */
const quickest = (work: () => unknown): number => {
  let best = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 3 && best > limitMs; tries += 1) {
    const startedAt = performance.now()
    work()
    best = Math.min(best, performance.now() - startedAt)
  }
  return best
}

type Found = { where: string; pattern: RegExp }

const literal = /(?<=[=(,:?&|![{;]\s*|return )\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g

const compiled = (source: string, flags: string): RegExp | null => {
  try {
    return new RegExp(source, flags)
  } catch {
    // Two strokes of a path or a division that only look like a pattern.
    return null
  }
}

/** Every pattern written in the product, wherever it is. */
const patterns = (): Found[] => {
  const files = globSync('{lib,app,components,simulator}/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !/\.test\.tsx?$/.test(file),
  )
  return [...files, 'proxy.ts'].flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
    return [...text.matchAll(literal)].flatMap(([whole, source = '', flags = '']) => {
      const pattern = compiled(source, flags)
      return pattern ? [{ where: `${file} ${whole}`, pattern }] : []
    })
  })
}

describe('every pattern of the product', () => {
  const found = patterns()

  it('is found by this test at all', () => {
    expect(found.length).toBeGreaterThan(30)
    expect(found.some(({ where }) => where.startsWith('lib/log-text.ts'))).toBe(true)
  })

  it('would be caught when it takes square time', () => {
    const careless = /(a+)+$/
    const startedAt = performance.now()
    careless.test(`${'a'.repeat(26)}!`)
    expect(performance.now() - startedAt).toBeGreaterThan(limitMs)
  })

  for (const { where, pattern } of found)
    it(`takes linear time on 100 KB: ${where} [F-42]`, () => {
      for (const text of hostile) expect(quickest(() => text.replace(pattern, ''))).toBeLessThan(limitMs)
    })
})

describe('what reads text of strangers', () => {
  const readers: Record<string, (text: string) => unknown> = {
    maskPersonal,
    logText,
    parseJson: (text) => {
      for (const document of [text, `{"a":"${text}`, `["${text}"]`, `${'['.repeat(size)}`])
        try {
          parseJson(document)
        } catch (error) {
          if (!(error instanceof JsonRefused)) throw error
        }
    },
  }
  for (const [name, read] of Object.entries(readers))
    it(`${name} takes linear time on 100 KB [F-42]`, () => {
      for (const text of hostile) expect(quickest(() => read(text))).toBeLessThan(limitMs)
    })
})
