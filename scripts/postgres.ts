import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { claimOwnership, stopLeftBehind } from './postgres-lock.ts'
import { socketFolder, socketUrl } from './postgres-paths.ts'
import { binaryFolder, chooseIdentity, type Identity, initCluster, privateFolder } from './postgres-process.ts'
import { superviseServer } from './postgres-server.ts'

export type PostgresOptions = {
  /** Folder of the cluster; the socket folder and the log lie beside it. */
  dataDir: string
  /** Database to create and to name in `url`. */
  database?: string
  /** Receives one line per long step or surprise. */
  say?: (line: string) => void
  /** Where people reach what runs on this data; told to a second start, which then names it. */
  address?: string
  /** Aborted when everything is about to stop: the server is then not started again. */
  ending?: AbortSignal
  /** Throws away what the folder holds, once no server uses it any more. */
  anew?: boolean
}

export type RunningPostgres = {
  url: string
  socketDir: string
  /** Address of another database on the same server, as its superuser. */
  urlOf(database: string): string
  /** Fast shutdown; resolves when the server has written its last checkpoint and is gone. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL 18 on a data folder, making the cluster and the database when they are not there.
 * A server that dies is started again until `stop` is called (F-21).
 * @throws StartProblem with exit code 78 when another start already uses the folder (F-24).
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir)
  const say = options.say ?? (() => {})
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o700 })
  const bin = binaryFolder()
  const identity = chooseIdentity(bin, dirname(dataDir))
  const socketDir = socketFolder(dataDir)
  privateFolder(socketDir, identity)
  const claim = await claimOwnership(socketDir, options.address)
  try {
    await stopLeftBehind(dataDir, say)
    // No server of ours is left; a lock whose number now belongs to some other program would refuse ours forever.
    rmSync(join(socketDir, '.s.PGSQL.5432.lock'), { force: true })
    if (options.anew) rmSync(dataDir, { recursive: true, force: true })
    if (!existsSync(join(dataDir, 'PG_VERSION'))) createCluster(bin, identity, dataDir, say)
    const server = superviseServer({ bin, identity, dataDir, socketDir }, say, options.ending)
    await server.ready
    const database = options.database ?? 'swikriti'
    await ensureDatabase(socketUrl(socketDir, 'postgres'), database)
    const stop = async () => {
      await server.stop()
      claim.close()
    }
    return { url: socketUrl(socketDir, database), socketDir, urlOf: (name) => socketUrl(socketDir, name), stop }
  } catch (error) {
    claim.close()
    throw error
  }
}

function createCluster(bin: string, identity: Identity, dataDir: string, say: (line: string) => void): void {
  say('Creating the database files (once, a few seconds).')
  const parent = dirname(dataDir)
  const draft = `${basename(dataDir)}.new-`
  // A killed initdb leaves a half cluster that looks whole; only a finished one is moved to its place.
  for (const name of readdirSync(parent)) if (name.startsWith(draft)) rmSync(join(parent, name), { recursive: true })
  const folder = join(parent, `${draft}${process.pid}`)
  privateFolder(folder, identity)
  initCluster(bin, identity, folder)
  renameSync(folder, dataDir)
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}
