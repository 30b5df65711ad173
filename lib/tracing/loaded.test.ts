import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const sources = globSync('{app,components,lib}/**/*.{ts,tsx}', { exclude: (name) => name.endsWith('.test.ts') }).map(
  (path) => ({ path, text: readFileSync(path, 'utf8') }),
)
const whoImports = (from: RegExp) => sources.filter(({ text }) => from.test(text)).map(({ path }) => path)

it('is loaded by nobody but the start of a process that was asked to trace [G-09]', () => {
  expect(whoImports(/^import (?!type)[^\n]*'@opentelemetry\/(?!api')/m)).toEqual(['lib/tracing/start-tracing.ts'])
  expect(whoImports(/^import [^\n]*tracing\/start-tracing'/m)).toEqual([])
  expect(whoImports(/import\('[^']*tracing\/start-tracing'\)/)).toEqual(['lib/boot.ts'])
})
