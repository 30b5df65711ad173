import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'
import { StartProblem } from './problem.ts'

// The shell first: the same engine without the windows and menus that a headless Chromium would draw for nobody.
const programs = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
]
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Without these Chromium calls home in the background, and a closed network makes that slow and noisy. */
export const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** A Chromium this machine already has: the one E2E_CHROMIUM names, else an installed one, else Playwright's own. */
export function findChromium(): string | undefined {
  const given = process.env.E2E_CHROMIUM
  if (given) return given
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = programs.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...places, ...elsewhere, chromium.executablePath()].find((path) => existsSync(path))
}

/**
 * A Chromium that starts: one that is there, else Playwright's download, else Debian's package when we may install it.
 * @throws StartProblem when none can be had
 */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
  const found = findChromium()
  if (found) return found
  say('Fetching Chromium for the browser tests (once) …')
  if (run('playwright', ['install', 'chromium']) && (await starts(chromium.executablePath()))) {
    return chromium.executablePath()
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say("Playwright's Chromium cannot be had here; installing Debian's package instead (once) …")
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['-qq', 'update'], env)
    run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'chromium-headless-shell'], env)
    const installed = findChromium()
    if (installed) return installed
  }
  throw new StartProblem(
    'The browser tests need Chromium. Install it, or name its program: E2E_CHROMIUM=/path npm test',
  )
}

const run = (program: string, args: readonly string[], env: Record<string, string> = {}): boolean =>
  spawnSync(program, args, { stdio: ['ignore', 'ignore', 'ignore'], env: { ...process.env, ...env } }).status === 0

/** A downloaded browser may lack libraries of the system; only starting it tells. */
async function starts(executablePath: string): Promise<boolean> {
  if (!existsSync(executablePath)) return false
  const browser = await chromium.launch({ executablePath, args: quietFlags }).catch(() => null)
  await browser?.close()
  return browser !== null
}
