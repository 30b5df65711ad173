import { runMain } from './problem.ts'
import { add, check, type Total, totalLine, vitest } from './steps.ts'

/*
 * npm run check: what can be told without a database, a browser or a build, in under a minute. Every step runs even when an
 * earlier one failed, so that one run tells everything.
 */

const steps: readonly (() => Promise<Total>)[] = [
  () => check('format and lint', 'biome', 'check', '.'),
  () => check('manners of the house', 'node', 'scripts/check-house.ts'),
  () => check('nothing unused', 'knip'),
  () => check('route types', 'next', 'typegen'),
  () => check('types', 'tsc', '--noEmit'),
  () => vitest('unit tests', {}, '--project', 'unit'),
]

await runMain(async () => {
  let total: Total = { passed: 0, failed: 0, skipped: 0 }
  for (const step of steps) total = add(total, await step())
  console.log(`\n${totalLine(total)}`)
  if (total.failed > 0) process.exitCode = 1
})
