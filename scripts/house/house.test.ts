import { expect, test } from 'vitest'
import { checkBorders } from './borders.ts'
import { checkCasts } from './casts.ts'
import { checkCircles } from './circles.ts'
import { checkDoors } from './doors.ts'
import type { Rule } from './finding.ts'
import { checkLooks } from './looks.ts'
import { checkCatches, checkClock, checkEnvironment, checkNames, checkServerOnly } from './manners.ts'
import { checkHouse } from './rules.ts'
import { checkComparisons, checkMessages, checkRandom, checkRedirects } from './secrets-and-redirects.ts'
import { checkSizes } from './sizes.ts'
import { parseFile, readHouse } from './source-file.ts'

const found = (rule: Rule, files: Record<string, string>): string[] => {
  const known = new Set(Object.keys(files))
  return rule(Object.entries(files).map(([path, text]) => parseFile(path, text, known))).map(
    ({ path, message }) => `${path} ${message}`,
  )
}

const borders: Rule = (house) => checkBorders(house, {})
const doors: Rule = (house) => checkDoors(house, {})
const clock: Rule = (house) => checkClock(house, {})
const comparisons: Rule = (house) => checkComparisons(house, {})

test('this house keeps its own rules: every door guarded, no secret compared, no repeated post [N-02 C-08 R-09 R-28]', () => {
  expect(checkHouse(readHouse())).toEqual([])
})

const server = "import 'server-only'\n"

test.each<[string, Rule, string, string]>([
  ['lib that knows a page', borders, 'lib/a.ts', "import { Page } from '@/app/page'"],
  ['lib that takes a type of a component', borders, 'lib/a.ts', "import type { X } from '@/components/x'"],
  ['the product importing the stand-in', borders, 'lib/a.ts', "import { server } from '../simulator/server'"],
  [
    'a component that calls a verb',
    borders,
    'components/x.tsx',
    "import { start } from '@/lib/sessions/start-session'",
  ],
  [
    'a primitive that knows the trade',
    borders,
    'components/ui/x.tsx',
    "import type { Doc } from '@/lib/kyc/doc-types'",
  ],
  ['a page that queries', borders, 'app/page.tsx', "import { pool } from '@/lib/db/client'"],
  ['next-auth outside its room', borders, 'lib/staff/a.ts', "import { decode } from 'next-auth/jwt'"],
  ['cookies read below the door', borders, 'lib/sessions/a.ts', "import { cookies } from 'next/headers'"],
  ['a second place that mints an actor', borders, 'lib/staff/a.ts', "import { mintActor } from '@/lib/audit/actor'"],
  ['a rule of lib/kyc that needs the server', borders, 'lib/kyc/a.ts', "import { pool } from '@/lib/db/client'"],
  ['the stand-in borrowing product code', borders, 'simulator/a.ts', "import { log } from '../lib/log.ts'"],
  ['a script that needs Next', borders, 'scripts/a.ts', "import 'server-only'"],
  ['server code without its first line', checkServerOnly, 'lib/a.ts', 'export const a = 1'],
  ['the environment read past lib/env', checkEnvironment, 'lib/a.ts', `${server}export const a = process.env.PORT`],
  ['the wall clock read past lib/clock', clock, 'lib/a.ts', `${server}export const a = () => new Date()`],
  ['any', checkCasts, 'lib/a.ts', 'export const a = (b: any) => b'],
  ['a cast at the top level', checkCasts, 'lib/a.ts', 'export const a = JSON.parse("1") as number'],
  ['a cast without its guarantee', checkCasts, 'lib/a.ts', '\nexport const a = (b: unknown) => b as number'],
  ['a name that fits everything', checkNames, 'lib/utils.ts', ''],
  ['a barrel', checkNames, 'lib/kyc/index.ts', ''],
  ['a page of 121 lines', checkSizes, 'app/page.tsx', '\n'.repeat(121)],
  ['a file of 251 lines', checkSizes, 'lib/a.ts', '\n'.repeat(251)],
  ['a catch that forgets its cause', checkCatches, 'lib/a.ts', 'try { a() } catch {}'],
  ['a secret compared by an operator [C-08]', comparisons, 'lib/a.ts', 'export const a = row.nonce === nonce'],
  ['chance that can be guessed [C-08]', checkRandom, 'lib/a.ts', 'export const a = Math.random()'],
  [
    'a size the theme does not name',
    checkLooks,
    'components/a.tsx',
    'export const A = () => <p className="sm:min-w-24 p-2" />',
  ],
  ['a size by a name nobody knows', checkLooks, 'components/a.tsx', 'const a = <p className="min-w-wrod p-2" />'],
  ['a width that is only a widest one', checkLooks, 'components/a.tsx', 'const a = <p className="w-read" />'],
  ['a widest width nobody knows', checkLooks, 'components/a.tsx', 'const a = <p className="max-w-reed" />'],
  ['a distance between children', checkLooks, 'components/a.tsx', 'const a = <p className="space-y-5" />'],
  ['a first width in a row', checkLooks, 'components/a.tsx', 'const a = <p className="md:basis-40" />'],
  ['half a step', checkLooks, 'components/a.tsx', 'const a = <p className="-mt-1.5" />'],
  ['a size in a choice', checkLooks, 'components/a.tsx', 'const a = <p className={b ? "p-5" : "p-4"} />'],
  ['a size in a style of its own file', checkLooks, 'components/ui/a-style.ts', "export const a = 'flex px-4 py-5'"],
  ['a lone size in such a file', checkLooks, 'components/ui/a-style.ts', "export const a = 'min-h-contrl'"],
  ['a size in a text of classes elsewhere', checkLooks, 'components/a.ts', "export const a = 'px-4 min-h-contrl'"],
  ['a 308 [R-09]', checkRedirects, 'app/a/route.ts', 'new Response(null, { status: 308 })'],
  ['a redirect with the 307 of its default [R-09]', checkRedirects, 'proxy.ts', 'NextResponse.redirect(url)'],
  ['a page that listens to other windows [R-28]', checkMessages, 'components/x.tsx', "addEventListener('message', f)"],
  [
    'a page without a guard [N-02]',
    doors,
    'app/a/page.tsx',
    'const P = async () => { await list() }\nexport default P',
  ],
  [
    'a guard that comes second [N-02]',
    doors,
    'app/a/route.ts',
    'export const GET = async () => { await a(); await requireAdmin() }',
  ],
  [
    'an action without a guard [N-02]',
    doors,
    'app/a/actions.ts',
    "'use server'\nexport const act = async () => { await change() }",
  ],
  ['a page exported in a way that cannot be read [N-02]', doors, 'app/a/route.ts', 'export const GET = wrap(() => 1)'],
])('the house refuses %s', (_what, rule, path, text) => {
  expect(found(rule, { [path]: text })).toHaveLength(1)
})

test.each<[string, Rule, string, string]>([
  ['types of lib in a component', borders, 'components/x.tsx', "import type { Dto } from '@/lib/sessions/session-dto'"],
  ['rules of lib/kyc in a component', borders, 'components/x.tsx', "import { viewOf } from '@/lib/kyc/view'"],
  ['the stand-in in a test', borders, 'lib/a.test.ts', "import { server } from '../simulator/server'"],
  [
    'a cast that says why',
    checkCasts,
    'lib/a.ts',
    '/** Guarantee: b was checked. */\nexport const a = (b: unknown) => b as number',
  ],
  ['`as const`', checkCasts, 'lib/a.ts', "export const a = ['b'] as const"],
  ['asking whether there is a secret', comparisons, 'lib/a.ts', 'export const a = token === undefined'],
  [
    'sizes that are named, and those of CSS',
    checkLooks,
    'components/a.tsx',
    'const a = <p className="min-w-word max-w-read w-1/3 -m-px mx-auto min-h-dvh sm:w-full gap-x-12 basis-full w-[3ch]" />',
  ],
  [
    'words that only look like a size',
    checkLooks,
    'app/a.ts',
    "import '@/components/start-form'; say('an end-to-end p-value')",
  ],
  ['a redirect with 303', checkRedirects, 'proxy.ts', 'NextResponse.redirect(url, 303)'],
  [
    'a page that asks first [N-02]',
    doors,
    'app/a/page.tsx',
    'const P = async () => { const a = await requirePermission("x") }\nexport default P',
  ],
])('the house accepts %s', (_what, rule, path, text) => {
  expect(found(rule, { [path]: text })).toEqual([])
})

test('a circle of imports is told once, with the whole way', () => {
  const files = { 'lib/a.ts': "import { b } from './b'", 'lib/b.ts': "import type { a } from '@/lib/a'" }
  expect(found(checkCircles, files)).toEqual([expect.stringContaining('lib/a.ts → lib/b.ts → lib/a.ts')])
})

test('an exception that nothing needs any more is a finding of its own', () => {
  const rule: Rule = (house) => checkClock(house, { 'lib/old.ts': 'was a clock.' })
  expect(found(rule, { 'lib/a.ts': '' })).toEqual([expect.stringContaining('needs no exception any more')])
})
