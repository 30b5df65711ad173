import { budgetUse } from './bench/budget.ts'
import { buildTime } from './bench/build-time.ts'
import { coldStart } from './bench/cold-start.ts'
import { consoleExport } from './bench/console-export.ts'
import { consoleList } from './bench/console-list.ts'
import { consolePages } from './bench/console-pages.ts'
import { invitations } from './bench/invitations.ts'
import { memory } from './bench/memory.ts'
import { pages } from './bench/pages.ts'
import { providerCalls } from './bench/provider-calls.ts'
import { rollingRestart } from './bench/rolling.ts'
import { type Row, table } from './bench/row.ts'
import { signIns } from './bench/sign-ins.ts'
import { startLoad } from './bench/start-load.ts'
import type { Measurement } from './bench/world.ts'
import { buildIfChanged } from './build.ts'
import { ensureChromium } from './chromium.ts'
import { runMain, StartProblem } from './problem.ts'
import { loadSecrets } from './secrets.ts'
import { startTestDatabase } from './test-database.ts'

/*
 * npm run bench: every speed the product promises, measured on this machine against references started beside it.
 * npm run bench -- --quick: fewer rounds and people; the table says so. npm run bench -- NAME …: these of them.
 */

const measurements: readonly Measurement[] = [
  // First, because it removes the build that all others run on.
  { name: 'build', run: buildTime },
  { name: 'start', run: startLoad },
  { name: 'cold', run: coldStart },
  { name: 'pages', run: pages },
  { name: 'console', run: consolePages },
  { name: 'list', run: consoleList },
  { name: 'calls', run: providerCalls },
  { name: 'budget', run: budgetUse },
  { name: 'rolling', run: rollingRestart },
  { name: 'memory', run: memory },
  { name: 'export', run: consoleExport },
  { name: 'invitations', run: invitations },
  { name: 'signins', run: signIns },
]

const say = (line: string) => console.log(line)
const quick = process.argv.includes('--quick')
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))

const chosen = (): readonly Measurement[] => {
  const names = measurements.map(({ name }) => name)
  const unknown = wanted.find((word) => !names.includes(word))
  if (unknown !== undefined)
    throw new StartProblem(`There is no measurement "${unknown}"; there are ${names.join(', ')}.`)
  return measurements.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
}

await runMain(async () => {
  const chromium = await ensureChromium(say)
  const list = chosen()
  if (list[0]?.run !== buildTime) await buildIfChanged(loadSecrets().NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, say)
  const database = await startTestDatabase(say)
  const rows: Row[] = []
  try {
    for (const { name, run } of list) {
      say(`${name} …`)
      rows.push(...(await run({ adminUrl: database.adminUrl, chromium, quick, say })))
    }
  } finally {
    // Half an hour of figures is worth its table whatever the last measurement ran into.
    say(`\n${table(rows)}`)
    await database.stop()
  }
  if (quick) say('\nA quick run: fewer rounds and people than the figures in docs/benchmarks.md are from.')
})
process.exit()
