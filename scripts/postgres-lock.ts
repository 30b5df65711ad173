import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exitConfiguration, StartProblem } from './problem.ts'

/** How long a left-behind server may take for its last checkpoint before it is told to stop at once. */
const fastShutdownMs = 30_000

/**
 * Claims a data folder for this process and returns the claim, or throws with exit code 78 when another start holds it.
 * The claim is a listening socket, because the kernel drops it with the process, kill -9 included. Should two starts
 * race over a stale one, PostgreSQL's own postmaster.pid still lets only one server run. Whoever connects is told `address`.
 */
export async function claimOwnership(socketDir: string, address = ''): Promise<Server> {
  const path = join(socketDir, 'owner.sock')
  if (existsSync(path)) {
    const owner = await ownerAt(path)
    if (owner !== null) throw alreadyRunning(owner)
    rmSync(path, { force: true })
  }
  const server = createServer((socket) => socket.on('error', () => socket.destroy()).end(address))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve)
  })
  server.unref()
  return server
}

/** Whether a start that owns this socket folder is alive. */
export async function isOwned(socketDir: string): Promise<boolean> {
  return (await ownerAt(join(socketDir, 'owner.sock'))) !== null
}

/** @param address where the running one is reached; empty where it did not say */
export const alreadyRunning = (address = '') =>
  new StartProblem(
    address === ''
      ? 'Swikriti is already running on this data folder. Stop it first.'
      : `Swikriti is already running on this data folder. Stop it first, or use its address: ${address}`,
    { exitCode: exitConfiguration },
  )

/**
 * Stops the server a killed start left behind on this data, with a clean shutdown, and waits until it is gone.
 * A postmaster.pid whose number now belongs to some other program is removed: PostgreSQL would refuse it forever.
 */
export async function stopLeftBehind(dataDir: string, say: (line: string) => void): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  if (!isServerOf(pid, dataDir)) {
    rmSync(pidFile, { force: true })
    return
  }
  say('Stopping the database server a killed start left behind.')
  process.kill(pid, 'SIGINT')
  const gone = await waitUntil(() => !isServerOf(pid, dataDir), fastShutdownMs)
  if (!gone) process.kill(pid, 'SIGQUIT')
  if (!gone && !(await waitUntil(() => !isServerOf(pid, dataDir), 5_000))) throw alreadyRunning()
}

/** Waits for a condition, looking every 20 ms; false when the time is over. */
export async function waitUntil(condition: () => boolean, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs
  while (performance.now() < end) {
    if (condition()) return true
    await sleep(20)
  }
  return condition()
}

/** PostgreSQL makes its data folder its working directory, which tells its process from a reused number. */
function isServerOf(pid: number, dataDir: string): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir)
  } catch (error) {
    if (isGone(error)) return false
    throw error
  }
}

const isGone = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'ENOENT')

/** What the owner behind a socket says of its address, empty where it says none; null when nobody answers. */
function ownerAt(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(path)
    let said = ''
    const finish = () => {
      socket.destroy()
      resolve(/^https?:\/\/[\w.:[\]-]{1,255}$/.test(said) ? said : '')
    }
    socket.once('connect', () => {
      // An owner that is stuck is an owner all the same.
      socket.setTimeout(1_000, finish)
      socket.on('data', (piece) => {
        said += piece.toString('utf8', 0, 300)
        if (said.length > 300) finish()
      })
      socket.on('end', finish)
    })
    socket.once('error', () => resolve(null))
  })
}
