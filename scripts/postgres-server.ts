import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exited, hasExited } from './children.ts'
import { alreadyRunning, waitUntil } from './postgres-lock.ts'
import { type Identity, spawnPostgres } from './postgres-process.ts'
import { StartProblem } from './problem.ts'

const settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  // These three are PostgreSQL's defaults, named so that no edited configuration file can quietly lose them (F-24).
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '60',
  shared_buffers: '64MB',
  log_line_prefix: '%m [%p] ',
  timezone: 'UTC',
}
const startLimitMs = 60_000
const shutdownLimitMs = 30_000
const largestLogBytes = 10_000_000

export type ServerPlace = { bin: string; identity: Identity; dataDir: string; socketDir: string }

/**
 * Runs the server on an existing cluster and starts it again whenever it dies by itself (F-21).
 * `ready` resolves when it accepts connections; `stop` is PostgreSQL's fast shutdown and waits for its end.
 */
export function superviseServer(place: ServerPlace, say: (line: string) => void, ending?: AbortSignal) {
  let stopping = false
  const over = () => stopping || ending?.aborted === true
  let server = launch(place)
  const keepAlive = async (): Promise<void> => {
    for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 5_000)) {
      const startedAt = performance.now()
      await exited(server)
      if (over()) return
      // A server that had lived a while died of something new; start the waiting time over.
      if (performance.now() - startedAt > 60_000) delayMs = 100
      // As in supervise.ts: the end of everything may reach the server before it reaches us.
      await sleep(delayMs)
      if (over()) return
      say(`The database server stopped by itself; starting it again. Its words are in ${place.dataDir}.log`)
      server = launch(place)
    }
  }
  const stop = async () => {
    stopping = true
    await shutDown(server)
  }
  const ready = waitReady(server, place.dataDir).then(
    () => void keepAlive(),
    async (error) => {
      await stop()
      throw error
    },
  )
  return { ready, stop }
}

function launch({ bin, identity, dataDir, socketDir }: ServerPlace): ChildProcess {
  const args = ['-D', dataDir]
  for (const [name, value] of Object.entries({ ...settings, unix_socket_directories: socketDir })) {
    args.push('-c', `${name}=${value}`)
  }
  const log = openLog(`${dataDir}.log`)
  try {
    return spawnPostgres(bin, identity, args, log)
  } finally {
    closeSync(log)
  }
}

async function shutDown(server: ChildProcess): Promise<void> {
  if (hasExited(server)) return
  server.kill('SIGINT')
  const timer = setTimeout(() => server.kill('SIGQUIT'), shutdownLimitMs)
  await exited(server)
  clearTimeout(timer)
}

async function waitReady(server: ChildProcess, dataDir: string): Promise<void> {
  const ready = () => saysReady(join(dataDir, 'postmaster.pid'), server.pid)
  await waitUntil(() => hasExited(server) || ready(), startLimitMs)
  if (!hasExited(server) && ready()) return
  const words = lastFatal(`${dataDir}.log`)
  if (words.includes('postmaster.pid')) throw alreadyRunning()
  throw new StartProblem(`The database server did not start: ${words} (see ${dataDir}.log)`)
}

// Line 1 is the process, line 8 its state: a file left by a killed server also says "ready".
function saysReady(pidFile: string, pid: number | undefined): boolean {
  if (!existsSync(pidFile)) return false
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > largestLogBytes) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function lastFatal(log: string): string {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
  return lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? 'it said nothing'
}
