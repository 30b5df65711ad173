import type { Node } from 'oxc-parser'

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value

/** The nodes directly inside one, in the order of the text. */
export const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** Visits a node and everything inside it, outermost first; `parents` are the nodes around it, the nearest last. */
export const walk = (node: Node, visit: (node: Node, parents: readonly Node[]) => void, parents: Node[] = []): void => {
  visit(node, parents)
  parents.push(node)
  for (const child of childrenOf(node)) walk(child, visit, parents)
  parents.pop()
}

/** The name a call goes by: `requireAdmin`, `Promise.all`, `Math.random`; '' for anything less plain. */
export const nameOf = (node: Node): string => {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier')
    return `${nameOf(node.object)}.${node.property.name}`
  if (node.type === 'ChainExpression') return nameOf(node.expression)
  return ''
}
