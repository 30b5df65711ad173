import type { Node } from 'oxc-parser'
import { at, type Exceptions, excuse, type Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'
import { nameOf, walk } from './walk.ts'

/*
 * N-02: the proxy is no authority, so every page, route handler and action asks for itself who is there, before it does
 * anything else. This rule reads the code; the browser tests knock at the same doors.
 */

/** What may stand for a door: it refuses or answers with nobody, and everything else follows from its answer. */
const guards = [
  'requireSameOrigin',
  'requirePermission',
  'requireAdmin',
  'currentAdmin',
  'currentAdminUnseen',
  'permittedPost',
  'currentPerson',
  'currentBinder',
  'getPersonSession',
  // lib/invites/get-invited.ts: asks which browser this is before it looks at the link.
  'getInvited',
  // lib/invites/start-again.ts: the same, for the way back from the page of a session.
  'getAgain',
  // lib/handover/get-handover.ts: asks which browser this is before it looks for the hand-over.
  'getHandover',
  'mayScrape',
  // app/start/begin.ts, for both start doors: binder, form token and origin come first in it.
  'begin',
  // app/start/decline.ts, the same for both forms with a "No".
  'declining',
]

/** Calls without effect that may come before the guard: they read the address or words, and tell nobody anything. */
const harmless = ['Promise.all', 'Number.isSafeInteger', 'dictionary', 'request.formData']

/** Doors anyone may open, by path and export. */
export const publicDoors: Exceptions = {
  'app/accessibility/page.tsx#default': 'is a public text.',
  'app/accessibility/page.tsx#generateMetadata': 'is a public text.',
  'app/api/auth/[...nextauth]/route.ts#GET':
    'is next-auth, which answers with the sign-in of the asking browser alone.',
  'app/brand/[file]/route.ts#GET': 'is the look of the public pages.',
  'app/callback/[handle]/return/route.ts#HEAD': 'does nothing: scanners look before people do (R-01).',
  'app/callback/[handle]/return/route.ts#POST': 'reads nothing and asks the same address again with GET (R-10).',
  'app/callback/[handle]/withdraw/page.tsx#generateMetadata': 'names the page; the session is read by the page itself.',
  'app/callback/elsewhere/page.tsx#default': 'says the same to everybody (R-12).',
  'app/callback/elsewhere/page.tsx#generateMetadata': 'says the same to everybody (R-12).',
  'app/csp-report/route.ts#POST': 'takes reports of browsers, which carry no cookie; bounded, answers nothing.',
  'app/livez/route.ts#GET': 'says that the process runs.',
  'app/notice/page.tsx#default': 'is the public notice (L-01).',
  'app/notice/page.tsx#generateMetadata': 'is the public notice (L-01).',
  'app/sign-in/sso/route.ts#GET': 'leads to the identity provider, which asks who is there.',
  'app/page.tsx#default': 'is the start page.',
  'app/phone/[token]/page.tsx#default': 'is opened by a one-time code; opening it takes nothing up (R-26).',
  'app/phone/[token]/page.tsx#generateMetadata': 'names the page.',
  'app/start/asked/page.tsx#default': 'says the same to everybody.',
  'app/start/asked/page.tsx#generateMetadata': 'says the same to everybody.',
  'app/status/page.tsx#default': 'says to anyone whether DigiLocker answers.',
  'app/status/page.tsx#generateMetadata': 'says to anyone whether DigiLocker answers.',
  'app/readyz/route.ts#GET': 'says whether this instance may get people.',
  'app/join/page.tsx#default': 'is opened by a one-time link; the link is checked before the form shows.',
  'app/setup/page.tsx#default': 'is opened by a one-time link; the link is checked before the form shows (A-05).',
}

type Door = { name: string; body: Node; place: Node }

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

const isFunction = (node: Node | null | undefined): node is Node & { body: Node } =>
  node?.type === 'ArrowFunctionExpression' || (node?.type === 'FunctionDeclaration' && node.body !== null)

/** Functions of the top level by name, exported or not. */
const functionsOf = (file: SourceFile): Map<string, Node> => {
  const found = new Map<string, Node>()
  for (const statement of file.program.body) {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (inner?.type === 'FunctionDeclaration' && inner.id) found.set(inner.id.name, inner)
    if (inner?.type !== 'VariableDeclaration') continue
    for (const { id, init } of inner.declarations) if (id.type === 'Identifier' && init) found.set(id.name, init)
  }
  return found
}

/** Names a file exports, `default` for the page itself. */
const exportsOf = (file: SourceFile): Map<string, string> => {
  const found = new Map<string, string>()
  for (const statement of file.program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier')
      found.set('default', statement.declaration.name)
    if (statement.type !== 'ExportNamedDeclaration') continue
    const { declaration } = statement
    if (declaration?.type === 'FunctionDeclaration' && declaration.id)
      found.set(declaration.id.name, declaration.id.name)
    if (declaration?.type === 'VariableDeclaration')
      for (const { id } of declaration.declarations) if (id.type === 'Identifier') found.set(id.name, id.name)
  }
  return found
}

const doorsOf = (file: SourceFile): Door[] => {
  const isPage = /(^|\/)page\.tsx$/.test(file.path)
  const isRoute = /(^|\/)route\.tsx?$/.test(file.path)
  const isActions = /^(\/\/.*\n|\s)*'use server'/.test(file.text)
  if (!isPage && !isRoute && !isActions) return []
  const functions = functionsOf(file)
  return [...exportsOf(file)].flatMap(([exported, local]) => {
    const counts =
      isActions || (isPage && ['default', 'generateMetadata'].includes(exported)) || methods.includes(exported)
    const body = functions.get(local)
    if (!counts) return []
    return [{ name: exported, body: isFunction(body) ? body.body : file.program, place: body ?? file.program }]
  })
}

/** Other names of a guard in this file: `const load = cache(getPersonSession)`. */
const aliasesOf = (file: SourceFile): string[] =>
  [...functionsOf(file)].flatMap(([name, init]) => {
    if (init.type !== 'CallExpression' || nameOf(init.callee) !== 'cache') return []
    return init.arguments.some((argument) => guards.includes(nameOf(argument))) ? [name] : []
  })

/** The first call that does something, in the order of the text. */
const firstCall = (body: Node): string | null => {
  let first: string | null = null
  walk(body, (node) => {
    if (first !== null || (node.type !== 'CallExpression' && node.type !== 'NewExpression')) return
    const name = nameOf(node.callee)
    if (!harmless.includes(name)) first = name === '' ? 'something without a name' : name
  })
  return first
}

export const checkDoors = (house: readonly SourceFile[], open = publicDoors): Finding[] => {
  const found = house
    .filter(({ path, isTest }) => path.startsWith('app/') && !isTest)
    .flatMap((file) => {
      const accepted = [...guards, ...aliasesOf(file)]
      return doorsOf(file).flatMap(({ name, body, place }) => {
        const first = firstCall(body)
        if (first !== null && accepted.includes(first)) return []
        const does = first === null ? 'does nothing' : `first calls ${first}`
        const key = `${file.path}#${name}`
        return [
          {
            ...at(file, place, `is a door without a guard (${name} ${does}): call one first, or list it as public.`),
            path: key,
          },
        ]
      })
    })
  return excuse(found, open, 'scripts/house/doors.ts')
}
