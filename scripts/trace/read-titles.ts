import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Node, parseSync } from 'oxc-parser'
import { nameOf, walk } from '../house/walk.ts'
import { root } from '../settings.ts'

export type Title = { path: string; title: string }

const isTestCall = (node: Node): boolean => {
  if (node.type === 'CallExpression') return isTestCall(node.callee) || /\.(each|for)$/.test(nameOf(node.callee))
  return /^(test|it)(\.(only|concurrent|each|for|describe))*$/.test(nameOf(node))
}

const isDescribe = (node: Node): boolean =>
  /^(test\.)?describe/.test(nameOf(node)) || (node.type === 'CallExpression' && isDescribe(node.callee))

/** A title as it stands in the text; `…` stands for what only the running test fills in. */
const textOf = (node: Node | undefined): string => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? value.raw).join('…')
  return ''
}

/** Ids that a title takes from a table of its own file: `${name} … ${ids}` over rows that say `'[F-05] [F-07]'`. */
const idsInTables = (program: Node): string => {
  const found: string[] = []
  walk(program, (node, parents) => {
    const text = node.type === 'Literal' && typeof node.value === 'string' ? node.value : ''
    const inTable = parents.some(({ type }) => type === 'ArrayExpression')
    if (inTable && /^(\[[A-Z]-\d\d[^\]]*\]\s*)+$/.test(text)) found.push(text)
  })
  return found.join(' ')
}

/** The titles of one file of tests, each with those of the groups around it. A skipped test decides nothing. */
export const titlesIn = (path: string, text: string): Title[] => {
  const { program } = parseSync(path, text)
  const titles: Title[] = []
  walk(program, (node, parents) => {
    if (node.type !== 'CallExpression' || !isTestCall(node.callee)) return
    const own = textOf(node.arguments[0])
    if (own === '' || node.arguments.length < 2) return
    const groups = parents.flatMap((parent) =>
      parent.type === 'CallExpression' && isDescribe(parent.callee) ? [textOf(parent.arguments[0])] : [],
    )
    const filled = own.includes('…') || own.includes('%s') || own.includes('$') ? idsInTables(program) : ''
    titles.push({ path, title: [...groups, own, ...(filled === '' ? [] : [filled])].join(' › ') })
  })
  return titles
}

/** Every title of every test, vitest's and playwright's, read without running one. */
export const readTitles = (): Title[] =>
  globSync(['{lib,app,components,simulator,scripts}/**/*.test.{ts,tsx}', 'e2e/**/*.spec.ts', '*.test.ts'], {
    cwd: root,
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .flatMap((path) => titlesIn(path, readFileSync(join(root, path), 'utf8')))

/** The ids a title names in brackets: `[R-02 N-04]`, `[R-02, N-04]`, `[R-02] [N-04]`. */
export const idsOf = (title: string): string[] =>
  [...title.matchAll(/\[([^\]]*)\]/g)].flatMap(([, inside = '']) => inside.match(/\b[A-Z]-\d\d\b/g) ?? [])
