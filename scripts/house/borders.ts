import { at, type Exceptions, excuse, type Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'

/*
 * Who may import whom. app holds the doors, lib what happens behind them, components what it looks like; the simulator is
 * another process and shares nothing but the contract.
 */
type Border = {
  from: RegExp
  /** Paths inside the house; for packages their name. */
  to: RegExp
  except?: RegExp
  /** Types are erased, so most borders let them through. */
  typesToo?: true
  /** Tests stand outside the running product, and so outside some borders. */
  testsMay?: true
  because: string
}

const borders: readonly Border[] = [
  {
    from: /^lib\//,
    to: /^(app|components)\//,
    typesToo: true,
    because: 'lib knows no page: hand it a value, or move what both need to lib.',
  },
  {
    from: /^(app|lib|components)\//,
    to: /^(simulator|scripts|e2e)\//,
    typesToo: true,
    testsMay: true,
    because: 'the product never knows the stand-in or the tools; what both need belongs in lib.',
  },
  {
    from: /^components\//,
    to: /^app\//,
    typesToo: true,
    because: 'a component gets its actions and data as props from the page.',
  },
  {
    from: /^components\//,
    to: /^lib\//,
    // Words and dates are the look of a page; i18n/format and dictionary stay on the server by their first line.
    except: /^lib\/(kyc\/|i18n\/|paths(-known)?\.ts)/,
    testsMay: true,
    because: 'a component gets finished values as props; rules that a browser may run belong in lib/kyc.',
  },
  {
    from: /^components\/ui\//,
    to: /^(lib|components\/(?!ui\/))/,
    except: /^lib\/i18n\/(locales|format)\.ts/,
    typesToo: true,
    because: 'a primitive knows no word of the trade: give it text and children.',
  },
  {
    from: /^app\//,
    to: /^lib\/(db|provider|jobs)\//,
    testsMay: true,
    because: 'a door calls one verb; queries and provider calls belong in a verb of lib.',
  },
  {
    from: /^lib\/(env|log|result|ids|clock|paths|process-state)[^/]*\.ts/,
    to: /^lib\/[^/]+\//,
    except: /^lib\/(kyc|security)\//,
    testsMay: true,
    because: 'a leaf stands on nothing above it; move the part that needs more into the room it is about.',
  },
  {
    from: /^lib\/kyc\//,
    to: /^(?!lib\/kyc\/|zod$|fast-check$|vitest$)/,
    except: /^lib\/(result|i18n\/locales)\.ts/,
    because: 'lib/kyc holds pure rules that a browser may run: zod only.',
  },
  {
    from: /^lib\/(db|audit|consent|provider)\//,
    to: /^lib\/(sessions|invites|privacy|staff|settings|auth|api|webhooks|jobs|insights|mail)\//,
    testsMay: true,
    because: 'verbs stand above provider, consent, audit and db: call down, never up.',
  },
  {
    from: /^lib\/(?!jobs\/|boot\.ts)/,
    to: /^lib\/jobs\/(workers|sweep|schedule)/,
    testsMay: true,
    because: 'workers are thin callers of verbs; nothing calls a worker.',
  },
  {
    from: /^simulator\//,
    to: /^(app|components|lib|e2e|scripts)\//,
    except: /^lib\/(provider\/sandbox-schema|kyc\/doc-types)\.ts/,
    typesToo: true,
    testsMay: true,
    because: 'the stand-in shares the wire contract and the document names with the product, nothing else.',
  },
  {
    from: /^(app|lib\/(?!auth\/)|components|proxy|instrumentation)/,
    to: /^next-auth($|\/)/,
    typesToo: true,
    because: 'only lib/auth knows next-auth; ask lib/auth/require-admin who is there.',
  },
  {
    from: /^(lib|components)\//,
    to: /^next\/(headers|navigation)$/,
    because: 'cookies, headers and redirects are the door’s: read them in app and pass values.',
  },
  {
    from: /^(app|lib(?!\/(provider|webhooks))|components)\//,
    to: /^(undici|node:https|node:http2)$/,
    testsMay: true,
    because: 'only lib/provider calls the vendor, and only lib/webhooks the addresses of a customer.',
  },
  {
    from: /^(app|components)\//,
    to: /^(pg|pg-boss|drizzle-orm)($|\/)/,
    testsMay: true,
    because: 'no SQL at the door: it belongs in a verb of lib.',
  },
  {
    from: /^(scripts|simulator)\//,
    to: /^(next($|\/)|server-only$)/,
    typesToo: true,
    because: 'Node itself runs these files, without Next.',
  },
]

/** Files that cross a border for a reason. */
export const borderExceptions: Exceptions = {
  'app/api/auth/[...nextauth]/route.ts': 'is the door of next-auth itself.',
  'app/readyz/route.ts': 'asks whether the database answers, which is no verb.',
  'components/callback/wait-poller.tsx': 'refreshes its own page when the view changed.',
  'components/problems/fault-panel.tsx': 'asks Next whether the page is older than the server (M12).',
  'components/ui/download-form.tsx': 'refreshes its own page when its answer was a file.',
  'lib/auth/require-admin.ts': 'is a gate: reads the cookie, sends strangers to sign-in.',
  'lib/auth/require-permission.ts': 'is a gate: answers 404 to those who may not.',
  'lib/auth/require-pending.ts': 'is a gate: sends whoever has no half sign-in back to the beginning.',
  'lib/sessions/binding.ts': 'is a gate: reads the binder cookie.',
  'lib/sessions/keep-binder.ts': 'is a gate: renews the binder cookie in actions and route handlers.',
}

/** Whose hands may mint an actor: authorisation is a type, so each kind comes from one file. */
const mints = [
  'lib/audit/actor.ts',
  'lib/auth/require-admin.ts',
  'lib/auth/pending-sign-in.ts',
  'lib/jobs/system-actor.ts',
  'lib/sessions/binding.ts',
  'lib/staff/first-run.ts',
]

export const checkBorders = (house: readonly SourceFile[], exceptions = borderExceptions): Finding[] => {
  const found = house.flatMap((file) =>
    file.imports.flatMap(({ from, path, typesOnly, line, names }) => {
      const target = path ?? from
      const crossed = borders.filter(
        (border) =>
          border.from.test(file.path) &&
          border.to.test(target) &&
          !border.except?.test(target) &&
          !(typesOnly && !border.typesToo) &&
          !(file.isTest && border.testsMay),
      )
      const minting = names.includes('mintActor') && !file.isTest && !mints.includes(file.path)
      return [
        ...crossed.map(({ because }) => at(file, line, `imports ${target}: ${because}`)),
        ...(minting
          ? [at(file, line, 'mints an actor: take one as an argument from the gate that knows who it is.')]
          : []),
      ]
    }),
  )
  return excuse(found, exceptions, 'scripts/house/borders.ts')
}
