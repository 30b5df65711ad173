import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nextProgram, serverFile } from './build.ts'
import { type Environment, preload, spawnChild } from './children.ts'
import { portNear } from './ports.ts'
import { StartProblem } from './problem.ts'
import type { loadSecrets } from './secrets.ts'
import { auditHeadsFile, root, type Settings } from './settings.ts'

type Secrets = ReturnType<typeof loadSecrets>
/** The environment of the web process: everything the operator set, and what the start script decides. */
export function webEnvironment(
  nodeEnv: 'production' | 'development',
  settings: Settings,
  secrets: Secrets,
  databaseUrl: string,
  simulator?: string,
): Environment {
  const { SIMULATOR_API_KEY, SIMULATOR_API_SECRET, ...own } = secrets
  const provider = simulator
    ? { SANDBOX_API_KEY: SIMULATOR_API_KEY, SANDBOX_API_SECRET: SIMULATOR_API_SECRET, SANDBOX_BASE_URL: simulator }
    : {}
  const env: Environment = {
    ...process.env,
    NODE_ENV: nodeEnv,
    NEXT_TELEMETRY_DISABLED: '1',
    ...memoryEnvironment,
    HOST: settings.host,
    HOSTNAME: settings.host,
    PORT: String(settings.port),
    PUBLIC_ORIGIN: settings.publicOrigin,
    DATABASE_URL: databaseUrl,
    SWIKRITI_EMBEDDED: settings.databaseUrl === undefined ? '1' : '0',
    AUDIT_HEADS_FILE: auditHeadsFile(),
    ...own,
    ...provider,
  }
  // Their values are above already, and a setting given both ways is refused as a contradiction.
  for (const name of ['DATABASE_URL', ...Object.keys(own)]) delete env[`${name}_FILE`]
  return env
}

export const nodeFlags: readonly string[] = [
  // `__proto__` is gone from the objects of the web process, so no input can reach a prototype by it (F-40).
  '--disable-proto=delete',
  // What lives is about 70 MB. Without limits V8 sizes its heap by the machine and keeps 400 MB of garbage for later.
  '--max-semi-space-size=4',
  '--max-old-space-size=256',
]

/** glibc gives each thread an arena of its own and returns little of it; two are enough for a process that mostly waits. */
export const memoryEnvironment = { MALLOC_ARENA_MAX: '2' } as const

export const launchWeb = (env: Environment): ChildProcess =>
  spawnChild([...nodeFlags, ...preload('quiet-greeting.mjs'), serverFile], env)

/** Compiles pages as they are asked for; the files of a build are left alone. */
export const launchDev = (env: Environment): ChildProcess =>
  spawnChild([nextProgram, 'dev', '--hostname', env.HOST ?? '', '--port', env.PORT ?? ''], env)

/** Starts the stand-in provider beside the web process; it gets none of the product's secrets. */
export async function launchSimulator(settings: Settings, secrets: Secrets) {
  const port = await portNear(settings.port + 1)
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'development',
    SIMULATOR_PORT: String(port),
    SIMULATOR_API_KEY: secrets.SIMULATOR_API_KEY,
    SIMULATOR_API_SECRET: secrets.SIMULATOR_API_SECRET,
    SIMULATOR_ALLOW_LOOPBACK_HTTP: '1',
  }
  const launch = () => spawnChild([join(root, 'simulator', 'server.ts')], env, 'ignore')
  return { origin: `http://127.0.0.1:${port}`, launch }
}

/** Waits until an address answers 200. @throws StartProblem after the limit */
export async function waitForAnswer(url: string, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs
  while (performance.now() < end) {
    const answer = await fetch(url).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await sleep(25)
  }
  throw new StartProblem(`The web process did not answer at ${url} within ${limitMs / 1000} s; its words are above.`)
}
