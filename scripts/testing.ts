import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './settings.ts'

const sources = ['app', 'components', 'drizzle', 'lib', 'public', 'scripts', 'simulator']
const files = ['instrumentation.ts', 'next.config.mjs', 'package-lock.json', 'package.json', 'postcss.config.mjs']
const more = ['proxy.ts', 'tailwind.config.ts', 'tsconfig.json']

/** A copy of the project in a folder of its own: it is started there on data and secrets that are nobody's. */
export function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'swikriti-copy-'))
  for (const name of [...sources, ...files, ...more]) cpSync(join(root, name), join(folder, name), { recursive: true })
  for (const name of ['node_modules', '.next']) {
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(folder, name))
  }
  return folder
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** The environment of someone who has set nothing but what a test names. */
export const bareEnvironment = (env: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_ENV: 'test',
  ...env,
})

/** A program of the project, in a process group of its own as a terminal would run it. */
export function run(args: readonly string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }) {
  const child = spawn(process.execPath, args, {
    cwd,
    detached: true,
    env: bareEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => {
    said.out += part
  })
  child.stderr.on('data', (part) => {
    said.err += part
  })
  const ended = once(child, 'close').then((): number | null => child.exitCode)
  /** Resolves when the words have been said. @throws when the program ends or the time is over before */
  const says = async (words: string, withinMs = 60_000): Promise<void> => {
    const end = performance.now() + withinMs
    while (!said.out.includes(words)) {
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > end)
        throw new Error(`"${words}" was not said, but:\n${said.out}\n${said.err}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  /** As Ctrl-C does it: to everyone in the group. */
  const interrupt = () => process.kill(-(child.pid ?? 0), 'SIGINT')
  return { child, said, ended, says, interrupt }
}

export type Program = ReturnType<typeof run>
