import type { Requirement } from './read-requirements.ts'
import { idsOf, type Title } from './read-titles.ts'

export type Trace = {
  /** The table as it is printed. */
  lines: string[]
  /** Promised, and decided by no test. */
  missing: Requirement[]
  /** Named by a test, and on no list. */
  unknown: (Title & { id: string })[]
}

/** Lays the list of promises beside the titles of the tests. */
export const trace = (requirements: readonly Requirement[], titles: readonly Title[]): Trace => {
  const known = new Set(requirements.map(({ id }) => id))
  const named = titles.flatMap((title) => [...new Set(idsOf(title.title))].map((id) => ({ ...title, id })))
  const testsOf = new Map(requirements.map(({ id }) => [id, named.filter((one) => one.id === id)]))
  const lines = requirements.flatMap(({ id, promised, text }) => {
    const tests = testsOf.get(id) ?? []
    const state = tests.length > 0 ? `${tests.length} tests` : promised ? 'NO TEST' : 'later'
    return [`${id}  ${state.padEnd(9)} ${text}`, ...tests.map(({ path, title }) => `        ${path}: ${title}`)]
  })
  const without = requirements.filter(({ id, promised }) => promised && testsOf.get(id)?.length === 0)
  const promises = requirements.filter(({ promised }) => promised).length
  lines.push('', `${promises - without.length} of ${promises} promises have a test; ${titles.length} tests read`)
  return { lines, missing: without, unknown: named.filter(({ id }) => !known.has(id)) }
}
