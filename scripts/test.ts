import { buildIfChanged } from './build.ts'
import { ensureChromium } from './chromium.ts'
import { runMain } from './problem.ts'
import { loadSecrets } from './secrets.ts'
import { add, check, playwright, type Total, totalLine, vitest } from './steps.ts'
import { startTestDatabase } from './test-database.ts'

/*
 * npm test: everything, with its own set-up.
 * npm run test:matrix: the long matrices whole instead of a seeded sample.
 * npm test -- lib/kyc e2e/journey.spec.ts: only these files.
 */

const say = (line: string) => console.log(line)
const matrix = process.argv.includes('--matrix')
/** What has more rounds with --matrix. */
const matrices = { browser: ['e2e/matrix'], other: ['scripts/migrate.test.ts'] } as const
const wanted = process.argv.slice(2).filter((arg) => arg !== '--matrix')
const all = wanted.length === 0
const browserFiles = all && matrix ? matrices.browser : wanted.filter((path) => path.startsWith('e2e'))
const otherFiles = all && matrix ? matrices.other : wanted.filter((path) => !path.startsWith('e2e'))

let total: Total = { passed: 0, failed: 0, skipped: 0 }
const count = (one: Total): void => {
  total = add(total, one)
}

async function tests(): Promise<void> {
  const chromium = await ensureChromium(say)
  const { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY } = loadSecrets()
  const database = await startTestDatabase(say)
  const env = {
    TEST_DATABASE_URL: database.adminUrl,
    E2E_DATABASE_URL: database.adminUrl,
    E2E_CHROMIUM: chromium,
    ...(matrix ? { MATRIX: 'full' } : {}),
  }
  try {
    if (all || otherFiles.length > 0) count(await vitest('unit and integration tests', env, ...otherFiles))
    if (!all && browserFiles.length === 0) return
    await buildIfChanged(NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, say)
    count(await playwright('end-to-end tests', env, ...browserFiles))
  } finally {
    await database.stop()
  }
}

await runMain(async () => {
  if (all && !matrix) {
    count(await check('format and lint', 'biome', 'check', '.'))
    count(await check('manners of the house', 'node', 'scripts/check-house.ts'))
    count(await check('route types', 'next', 'typegen'))
    count(await check('types', 'tsc', '--noEmit'))
  }
  // What the linter or the compiler refuses is told in seconds; the rest takes minutes and would say less.
  if (total.failed === 0) await tests()
  say(`\n${totalLine(total)}`)
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1
})
process.exit()
