import type { Node } from 'oxc-parser'
import { lineAt, type SourceFile } from './source-file.ts'

/** One broken rule: where, and in one sentence what is wrong and where the code belongs instead. */
export type Finding = { path: string; line: number; message: string }

export type Rule = (house: readonly SourceFile[]) => Finding[]

export const at = (file: SourceFile, place: Node | number, message: string): Finding => ({
  path: file.path,
  line: typeof place === 'number' ? place : lineAt(file.text, place.start),
  message,
})

/** Named exceptions of a rule, each with its reason; an entry that excuses nothing any more is itself a finding. */
export type Exceptions = Readonly<Record<string, string>>

/** Leaves out the findings in excepted files, and reports exceptions that nothing needs. */
export const excuse = (findings: readonly Finding[], exceptions: Exceptions, where: string): Finding[] => {
  const used = new Set(findings.map(({ path }) => path))
  const idle = Object.keys(exceptions).filter((path) => !used.has(path))
  return [
    ...findings.filter(({ path }) => !(path in exceptions)),
    ...idle.map((path) => ({ path, line: 1, message: `needs no exception any more: take it out of ${where}.` })),
  ]
}
