import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { type Comment, type Node, type Program, parseSync } from 'oxc-parser'
import { root } from '../settings.ts'

/** One import of a file: what is named, where it leads inside the house (null for a package), and whether only types cross. */
export type Import = { from: string; path: string | null; names: readonly string[]; typesOnly: boolean; line: number }

export type SourceFile = {
  /** From the root of the house, with `/`. */
  path: string
  text: string
  lines: number
  program: Program
  comments: readonly Comment[]
  imports: readonly Import[]
  isTest: boolean
  isClient: boolean
}

const rooms = ['app', 'components', 'lib', 'simulator', 'scripts', 'e2e']
const patterns = [...rooms.map((room) => `${room}/**/*.{ts,tsx,mjs}`), '*.{ts,mjs}']
const generated = ['next-env.d.ts']

/** Every source file of the house, parsed. Reads the disk and not git, so that a new file counts before it is added. */
export const readHouse = (): SourceFile[] => {
  const paths = globSync(patterns, { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  const known = new Set(paths)
  return paths
    .filter((path) => !generated.includes(path))
    .sort()
    .map((path) => parseFile(path, readFileSync(join(root, path), 'utf8'), known))
}

/** Test code is what only tests run: the tests themselves, their fixtures (`testing*.ts`) and everything in e2e. */
const isTestPath = (path: string): boolean =>
  /\.(test|spec)\.tsx?$/.test(path) || /(^|\/)testing[^/]*\.ts$/.test(path) || path.startsWith('e2e/')

/** @param known the paths of the house, to tell `./a` from `./a/index` and `.ts` from `.tsx` */
export const parseFile = (path: string, text: string, known: ReadonlySet<string> = new Set()): SourceFile => {
  const { program, comments, errors } = parseSync(path, text, { astType: 'ts' })
  const [first] = errors
  if (first) throw new Error(`${path} does not parse: ${first.message}`)
  return {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    program,
    comments,
    imports: program.body.flatMap((statement) => importOf(path, text, statement, known) ?? []),
    isTest: isTestPath(path),
    isClient: /^(\/\/.*\n|\s)*'use client'/.test(text),
  }
}

const importOf = (path: string, text: string, statement: Node, known: ReadonlySet<string>): Import | null => {
  if (statement.type === 'ImportDeclaration') {
    const names = statement.specifiers.map((one) =>
      one.type === 'ImportSpecifier' && one.imported.type === 'Identifier' ? one.imported.name : one.local.name,
    )
    const allTypes =
      statement.specifiers.length > 0 &&
      statement.specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')
    const from = statement.source.value
    const typesOnly = statement.importKind === 'type' || allTypes
    return { from, path: resolve(path, from, known), names, typesOnly, line: lineAt(text, statement.start) }
  }
  if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportAllDeclaration') {
    if (!statement.source) return null
    const from = statement.source.value
    const typesOnly = statement.exportKind === 'type'
    return { from, path: resolve(path, from, known), names: [], typesOnly, line: lineAt(text, statement.start) }
  }
  return null
}

/** Where an import leads inside the house: `@/` is the root; a path without an ending is a .ts or a .tsx. */
const resolve = (importer: string, from: string, known: ReadonlySet<string>): string | null => {
  if (!from.startsWith('.') && !from.startsWith('@/')) return null
  const bare = from.startsWith('@/') ? from.slice(2) : posix.normalize(posix.join(dirname(importer), from))
  return [bare, `${bare}.ts`, `${bare}.tsx`].find((path) => known.has(path)) ?? bare
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
