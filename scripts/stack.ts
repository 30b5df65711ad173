import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { exited, hasExited } from './children.ts'
import { freePort } from './free-port.ts'
import { memoryEnvironment, nodeFlags } from './processes.ts'

/*
 * The whole product on ports of its own: a database copied from the migrated template, a simulator, and one or more web
 * processes of the production build. End-to-end tests, the kill and fault matrices and the benchmarks stand on it.
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const serverFile = join(root, '.next/standalone/server.js')

export type Web = {
  origin: string
  port: number
  process: ChildProcess
  /** Waits for a clean end after SIGTERM; the exit code, or null after a signal. */
  stop(): Promise<number | null>
  kill(): Promise<void>
}

export type Stack = {
  /** PUBLIC_ORIGIN, where the browser goes. */
  origin: string
  simulator: string
  databaseUrl: string
  db: pg.Pool
  web: Web
  logFile: string
  env: Record<string, string>
  startWeb(over?: Record<string, string>): Promise<Web>
  /** A process of another kind in the same world, ended with it; `/livez` must answer on the PORT it is given. */
  startBeside(file: string, env: Record<string, string>): Promise<Web>
  /** Everything the web processes and the simulator have written so far. */
  log(): Promise<string>
  stop(): Promise<void>
}

export type StackOptions = {
  /** A superuser address on the server that holds `swikriti_template`. */
  adminUrl: string
  env?: Record<string, string>
  /** Extra arguments for Node, before the server file. */
  nodeArgs?: readonly string[]
}

const onServer = (url: string, database: string): string =>
  url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`)

const asAdmin = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

const waitUntilAnswers = async (url: string, child: ChildProcess): Promise<void> => {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    if (hasExited(child)) throw new Error(`a process ended before it answered at ${url}`)
    const answer = await fetch(url).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.ok) return
    await pause(40)
  }
  throw new Error(`nothing answered at ${url} within 30 s`)
}

const endWith = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (!hasExited(child)) child.kill(signal)
  return exited(child)
}

/** A database of its own, copied from the migrated template. */
export const copyTemplate = async (adminUrl: string, name: string): Promise<{ url: string; drop(): Promise<void> }> => {
  await asAdmin(adminUrl, `create database ${name} template swikriti_template`)
  return {
    url: onServer(adminUrl, name),
    drop: () => asAdmin(adminUrl, `drop database if exists ${name} with (force)`),
  }
}

/** Starts one stack; every stack is a world of its own. */
export const startStack = async (options: StackOptions): Promise<Stack> => {
  const id = randomBytes(5).toString('hex')
  const folder = await mkdtemp(join(tmpdir(), 'swikriti-stack-'))
  const logFile = join(folder, 'processes.log')
  const output = createWriteStream(logFile)
  const database = await copyTemplate(options.adminUrl, `stack_${id}`)
  const databaseUrl = database.url

  const run = (file: string, args: readonly string[], env: Record<string, string>): ChildProcess => {
    const child = spawn(process.execPath, [...args, file], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TZ: 'UTC', NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout?.pipe(output, { end: false })
    child.stderr?.pipe(output, { end: false })
    return child
  }

  const key = {
    SANDBOX_API_KEY: `key_test_${id}`,
    SANDBOX_API_SECRET: `secret_test_${randomBytes(20).toString('hex')}`,
  }
  const simulatorPort = await freePort()
  const simulator = `http://127.0.0.1:${simulatorPort}`
  const simulatorProcess = run(join(root, 'simulator/server.ts'), [], {
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_API_KEY: key.SANDBOX_API_KEY,
    SIMULATOR_API_SECRET: key.SANDBOX_API_SECRET,
    SIMULATOR_ALLOW_LOOPBACK_HTTP: '1',
  })
  await waitUntilAnswers(`${simulator}/__simulator/stats`, simulatorProcess)

  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env: Record<string, string> = {
    NODE_ENV: 'production',
    ...memoryEnvironment,
    PUBLIC_ORIGIN: origin,
    DATABASE_URL: databaseUrl,
    ...key,
    SANDBOX_BASE_URL: simulator,
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    AUDIT_SIGNING_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'info',
    ...options.env,
  }
  const started: Web[] = []
  const startNode = async (file: string, args: readonly string[], settings: Record<string, string>): Promise<Web> => {
    const webPort = settings.PORT === undefined ? await freePort() : Number(settings.PORT)
    const child = run(file, args, { ...settings, PORT: String(webPort) })
    await waitUntilAnswers(`http://127.0.0.1:${webPort}/livez`, child)
    const web: Web = {
      origin: `http://localhost:${webPort}`,
      port: webPort,
      process: child,
      stop: () => endWith(child, 'SIGTERM'),
      kill: async () => void (await endWith(child, 'SIGKILL')),
    }
    started.push(web)
    return web
  }
  const startWeb = (over: Record<string, string> = {}): Promise<Web> =>
    startNode(serverFile, [...nodeFlags, ...(options.nodeArgs ?? [])], {
      ...env,
      HOSTNAME: '127.0.0.1',
      HOST: '127.0.0.1',
      ...over,
    })
  const web = await startWeb({ PORT: String(port) })
  const db = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  // A test that stops the database must not end the test process as well.
  db.on('error', () => {})
  return {
    origin,
    simulator,
    databaseUrl,
    db,
    web,
    logFile,
    env,
    startWeb,
    startBeside: (file, settings) => startNode(file, [], settings),
    log: () => readFile(logFile, 'utf8'),
    stop: async () => {
      await Promise.all(started.map((one) => one.kill()))
      await endWith(simulatorProcess, 'SIGKILL')
      await db.end()
      await database.drop()
      output.end()
      await once(output, 'close')
    },
  }
}
