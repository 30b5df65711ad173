import { at, type Exceptions, excuse, type Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'
import { nameOf, walk } from './walk.ts'

const emptyNames = /(^|\/)(utils?|helpers?|common|managers?|misc|shared|index)\.[a-z]+$/
const emptyFolders = /(^|\/)(utils?|helpers?|common|misc|shared)\//

/** Names that say nothing about what is inside. */
export const checkNames = (house: readonly SourceFile[]): Finding[] =>
  house.flatMap((file) => {
    const isEmpty = emptyNames.test(file.path) || emptyFolders.test(file.path)
    const isKebab = /^[a-z0-9.-]+$/.test(file.path.split('/').at(-1) ?? '')
    return [
      ...(isEmpty ? [at(file, 1, 'has a name that fits everything: name it after the verb or noun inside.')] : []),
      ...(isKebab ? [] : [at(file, 1, 'is not in kebab-case.')]),
    ]
  })

// Pure by design: a browser, a script or the compiler reads these, and none of them knows `server-only`.
const pure =
  /^lib\/(env-[a-z]+|kyc\/.*|db\/schema\/.*|result|paths(-known)?|i18n\/locales|i18n\/fault-words|provider\/sandbox-schema|audit\/chain\/.*)(\.ts)?$/

/** Server code says so in its first line, so that a build fails when a browser bundle would carry it. */
export const checkServerOnly = (house: readonly SourceFile[]): Finding[] =>
  house
    .filter(({ path, isTest }) => path.startsWith('lib/') && !isTest && !pure.test(path) && !path.endsWith('.d.ts'))
    .filter(({ text }) => !text.startsWith("import 'server-only'\n"))
    .map((file) => at(file, 1, "does not begin with `import 'server-only'`; rules without a server belong in lib/kyc."))

/** Only lib/env reads the environment, so that one schema judges every setting. Test fixtures set it before. */
export const checkEnvironment = (house: readonly SourceFile[]): Finding[] =>
  house
    .filter(
      ({ path, isTest }) => /^(app|lib|components|proxy)/.test(path) && !isTest && !/^lib\/env[^/]*\.ts$/.test(path),
    )
    .flatMap((file) => {
      const found: Finding[] = []
      walk(file.program, (node) => {
        if (node.type === 'MemberExpression' && nameOf(node) === 'process.env')
          found.push(at(file, node, 'reads process.env: add the setting to lib/env-schema.ts and read env().'))
      })
      return found
    })

/** Where the real clock is meant. */
export const clockExceptions: Exceptions = {
  'app/start/begin.ts': 'counts the seconds until a moment that lib/security/rate-limit.ts took from the wall clock.',
  'lib/clock.ts': 'is the clock.',
  'lib/security/rate-limit.ts': 'its library counts by the wall clock.',
}

/** One "now", so that tests move the clock instead of sleeping; `performance.now()` measures durations. */
export const checkClock = (house: readonly SourceFile[], exceptions = clockExceptions): Finding[] => {
  const found = house
    .filter(({ path, isTest }) => /^(app|lib|proxy)/.test(path) && !isTest)
    .flatMap((file) => {
      const here: Finding[] = []
      walk(file.program, (node) => {
        const isNow = node.type === 'CallExpression' && nameOf(node.callee) === 'Date.now'
        const isNew = node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && node.arguments.length === 0
        if (isNow || isNew) here.push(at(file, node, 'reads the time itself: lib/clock has the only now.'))
      })
      return here
    })
  return excuse(found, exceptions, 'scripts/house/manners.ts')
}

/** A `catch` that forgets its cause hides a bug; one that means to says why beside it. */
export const checkCatches = (house: readonly SourceFile[]): Finding[] =>
  house
    .filter(({ isTest }) => !isTest)
    .flatMap((file) => {
      const found: Finding[] = []
      walk(file.program, (node) => {
        if (node.type !== 'CatchClause' || node.param) return
        const explained = file.comments.some(({ start, end }) => start > node.start && end < node.end)
        if (!explained)
          found.push(at(file, node, 'catches without looking at the cause: use it, or say why it does not matter.'))
      })
      return found
    })
