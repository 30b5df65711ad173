import type { Node } from 'oxc-parser'
import { at, type Finding } from './finding.ts'
import { lineAt, type SourceFile } from './source-file.ts'
import { walk } from './walk.ts'

/** `as` that asserts nothing the compiler cannot see. */
const isHarmless = (node: Node & { type: 'TSAsExpression' }): boolean =>
  node.typeAnnotation.type === 'TSTypeReference' &&
  node.typeAnnotation.typeName.type === 'Identifier' &&
  node.typeAnnotation.typeName.name === 'const'

/** The statement that names the function around a node: `const asX = (…) => …`, `function asX`, or a method. */
const namedFunction = (parents: readonly Node[]): Node | undefined =>
  parents.find((parent, depth) => {
    if (parent.type === 'FunctionDeclaration' || parent.type === 'MethodDefinition') return true
    if (parent.type !== 'VariableDeclaration') return false
    const init = parents[depth + 1]
    return init?.type === 'VariableDeclarator' && init.init?.type === 'ArrowFunctionExpression'
  })

const isExplained = (file: SourceFile, statement: Node, parents: readonly Node[]): boolean => {
  const outer = parents[parents.indexOf(statement) - 1]
  const start = outer?.type === 'ExportNamedDeclaration' ? outer.start : statement.start
  const line = lineAt(file.text, start)
  return file.comments.some(
    (comment) =>
      lineAt(file.text, comment.end) === line - 1 || (comment.start >= start && comment.end <= statement.end),
  )
}

/** `any` nowhere; `as` and `!` only in a named function that says why the claim holds. */
export const checkCasts = (house: readonly SourceFile[]): Finding[] =>
  house.flatMap((file) => {
    const found: Finding[] = []
    walk(file.program, (node, parents) => {
      if (node.type === 'TSAnyKeyword')
        found.push(at(file, node, 'says `any`: say `unknown` and look before you use it.'))
      if (node.type === 'TSNonNullExpression')
        found.push(at(file, node, 'claims with `!`: handle the empty case or throw.'))
      if (node.type !== 'TSAsExpression' || isHarmless(node)) return
      const owner = namedFunction(parents)
      if (!owner)
        found.push(at(file, node, 'casts outside a named function: give the claim a name, and its guarantee above it.'))
      else if (!isExplained(file, owner, parents))
        found.push(
          at(file, node, 'casts without a reason: write the guarantee above the function that makes the claim.'),
        )
    })
    return found
  })
