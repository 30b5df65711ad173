import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exited, spawnChild } from './children.ts'
import { StartProblem } from './problem.ts'
import { root } from './settings.ts'

/** Everything a build reads. Tests are no part of it, so that editing one does not cost a build. */
const inputs = [
  '{app,components,lib,public}/**/*',
  '{proxy,instrumentation,tailwind.config}.ts',
  '{next.config,postcss.config}.mjs',
  '{package,package-lock,tsconfig}.json',
]
const isTest = (path: string) => /\.test\.tsx?$|(^|\/)testing\.ts$/.test(path)

const built = join(root, '.next', 'built-from')
export const nextProgram = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
export const serverFile = join(root, '.next', 'standalone', 'server.js')

/**
 * Builds the production server unless it was built from exactly these sources.
 * @param actionsKey NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: the ids of server actions are derived from it, so it is an input
 * @returns whether a build was needed
 */
export async function buildIfChanged(actionsKey: string, say: (line: string) => void): Promise<boolean> {
  const fingerprint = hashInputs(actionsKey)
  if (existsSync(serverFile) && existsSync(built) && readFileSync(built, 'utf8') === fingerprint) return false
  say('Building, because the sources changed (about a minute) …')
  rmSync(built, { force: true })
  await runBuild(actionsKey, say)
  finishStandalone()
  writeFileSync(built, fingerprint)
  return true
}

function hashInputs(actionsKey: string): string {
  const hash = createHash('sha256').update(process.version).update(createHash('sha256').update(actionsKey).digest())
  const files = globSync(inputs, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !isTest(path))
  for (const path of paths.sort()) hash.update(`\0${path.slice(root.length)}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

async function runBuild(actionsKey: string, say: (line: string) => void): Promise<void> {
  // The build gets no setting but this key: what it would read now, it would keep for ever.
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey,
  }
  const startedAt = performance.now()
  const seconds = () => Math.round((performance.now() - startedAt) / 1000)
  const child = spawnChild([nextProgram, 'build'], env, 'pipe')
  const words: Buffer[] = []
  for (const output of [child.stdout, child.stderr]) output?.on('data', (part: Buffer) => words.push(part))
  const progress = setInterval(() => say(`  … still building after ${seconds()} s`), 15_000)
  const code = await exited(child)
  clearInterval(progress)
  // What it says of a good build is of no use to whoever only wants to start it.
  if (code !== 0) throw new StartProblem(`${Buffer.concat(words)}\nThe build failed; its words are above.`)
  say(`  Built in ${seconds()} s.`)
}

/** Next leaves static files to a web server of its own; we serve them from the same process. */
function finishStandalone(): void {
  const folder = join(root, '.next', 'standalone')
  cpSync(join(root, '.next', 'static'), join(folder, '.next', 'static'), { recursive: true })
  if (existsSync(join(root, 'public'))) cpSync(join(root, 'public'), join(folder, 'public'), { recursive: true })
  // Next copies .env beside the server and would go on reading the copy after the original was changed.
  for (const copy of globSync('.env*', { cwd: folder })) rmSync(join(folder, copy))
}
