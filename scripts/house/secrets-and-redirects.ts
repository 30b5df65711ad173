import type { Node } from 'oxc-parser'
import { at, type Exceptions, excuse, type Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'
import { nameOf, walk } from './walk.ts'

const inProduct = ({ path, isTest }: SourceFile): boolean =>
  /^(app|lib|components|proxy|instrumentation)/.test(path) && !isTest

const isSecretName = (name: string): boolean =>
  /(secret|nonce|token|digest|signature|hmac|mac|password|binder|hash)$/i.test(name.split('.').at(-1) ?? '')

/** Comparing with one of these asks whether there is a value, not which. */
const isPlain = (node: Node): boolean =>
  node.type === 'Literal' ||
  (node.type === 'Identifier' && node.name === 'undefined') ||
  (node.type === 'UnaryExpression' && node.operator === 'typeof')

/** Comparisons of values with such names that are none of secrets. */
export const comparisonExceptions: Exceptions = {
  'app/join/actions.ts': 'compares two fields of one form, both from the same sender.',
  'lib/staff/setup-schema.ts': 'compares two fields of one form, both from the same sender.',
}

/** C-08: a comparison that stops at the first difference tells a guesser how far they got. */
export const checkComparisons = (house: readonly SourceFile[], exceptions = comparisonExceptions): Finding[] => {
  const found = house.filter(inProduct).flatMap((file) => {
    const here: Finding[] = []
    walk(file.program, (node) => {
      if (node.type !== 'BinaryExpression' || !/^[=!]==?$/.test(node.operator)) return
      if (isPlain(node.left) || isPlain(node.right)) return
      if (isSecretName(nameOf(node.left)) || isSecretName(nameOf(node.right)))
        here.push(at(file, node, 'compares a secret with an operator: use timingSafeEqual.'))
    })
    return here
  })
  return excuse(found, exceptions, 'scripts/house/secrets-and-redirects.ts')
}

/** C-08: ids, nonces and keys come from node:crypto; nothing of ours needs the other kind of chance. */
export const checkRandom = (house: readonly SourceFile[]): Finding[] =>
  house.filter(inProduct).flatMap((file) => {
    const found: Finding[] = []
    walk(file.program, (node) => {
      if (node.type === 'MemberExpression' && nameOf(node) === 'Math.random')
        found.push(at(file, node, 'uses Math.random, which can be guessed: take lib/ids or node:crypto.'))
    })
    return found
  })

/** 307 and 308 send a posted form again to the next address; everything of ours answers 303. */
export const checkRedirects = (house: readonly SourceFile[]): Finding[] =>
  house
    .filter((file) => inProduct(file) || file.path.startsWith('next.config'))
    .flatMap((file) => {
      const found: Finding[] = []
      walk(file.program, (node) => {
        const isStatus = node.type === 'Literal' && (node.value === 307 || node.value === 308)
        const call = node.type === 'CallExpression' ? node : undefined
        const name = call ? nameOf(call.callee) : ''
        const bare = /^(Next)?Response\.redirect$/.test(name) && call?.arguments.length !== 2
        if (isStatus || bare || name === 'permanentRedirect')
          found.push(at(file, node, 'answers 307 or 308, which repeats a post: answer 303.'))
      })
      return found
    })

/** nobody may talk to a page from another window, and no page listens. */
export const checkMessages = (house: readonly SourceFile[]): Finding[] =>
  house.filter(inProduct).flatMap((file) => {
    const found: Finding[] = []
    walk(file.program, (node) => {
      const call = node.type === 'CallExpression' ? node : undefined
      const name = call ? nameOf(call.callee) : ''
      const first = call?.arguments[0]
      const listens = /(^|\.)addEventListener$/.test(name) && first?.type === 'Literal' && first.value === 'message'
      const assigns = node.type === 'MemberExpression' && !node.computed && nameOf(node).endsWith('.onmessage')
      if (listens || assigns || /(^|\.)postMessage$/.test(name))
        found.push(at(file, node, 'exchanges messages between windows: pages talk to our own server only.'))
    })
    return found
  })
