import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exited } from './children.ts'
import { root } from './settings.ts'

export type Total = { passed: number; failed: number; skipped: number }

export const add = (one: Total, other: Total): Total => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
})

/** `12 passed, 0 failed`, the closing line of every test command. */
export const totalLine = ({ passed, failed, skipped }: Total): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

type Environment = Record<string, string | undefined>

const runs = async (command: readonly string[], env: Environment): Promise<boolean> => {
  const [program = '', ...args] = command
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: childEnvironment(env) })
  return (await exited(child)) === 0
}

/** Settings of a real deployment must reach no test; each test makes its own. */
const childEnvironment = (env: Environment): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: undefined,
  ...env,
})

/** One command that passes or fails as a whole, such as the linter; it counts as one test. */
export async function check(name: string, ...command: string[]): Promise<Total> {
  console.log(`\n── ${name}`)
  const passed = await runs(command, {})
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

/** The unit and integration tests; `args` are vitest's own. */
export async function vitest(name: string, env: Environment, ...args: string[]): Promise<Total> {
  console.log(`\n── ${name}`)
  const file = reportFile()
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const fine = await runs(['vitest', 'run', ...report, ...args], env)
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(file)
  return judged({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }, fine)
}

/** The end-to-end tests; `args` are playwright's own. */
export async function playwright(name: string, env: Environment, ...args: string[]): Promise<Total> {
  console.log(`\n── ${name}`)
  const file = reportFile()
  const fine = await runs(['playwright', 'test', ...args], { ...env, E2E_REPORT: file })
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(file).stats ?? {}
  return judged({ passed: expected + flaky, failed: unexpected, skipped }, fine)
}

/** A runner that fails although none of its tests did (a file that does not load) counts as one failure. */
const judged = (total: Total, fine: boolean): Total => (fine || total.failed > 0 ? total : { ...total, failed: 1 })

const reportFile = () => join(mkdtempSync(join(tmpdir(), 'swikriti-report-')), 'report.json')

type Numbers = Record<string, number>
type Report = Partial<Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests', number>> & { stats?: Numbers }

/** Guarantee: vitest and playwright write these fields as numbers; a run that died early leaves no file. */
const readReport = (file: string): Report =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : {}
