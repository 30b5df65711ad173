import { existsSync, lstatSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The kernel's limit for a socket address is 108 bytes (104 on macOS) with its closing zero. */
const longestSocketPath = 100
const socketFile = '.s.PGSQL.5432'

/**
 * The folder of the unix socket that belongs to a data folder: `socket` beside it, or, where that path is too long
 * for a socket, a private random folder under the temporary directory whose name is kept beside the data.
 */
export function socketFolder(dataDir: string): string {
  const beside = join(dirname(dataDir), 'socket')
  if (Buffer.byteLength(join(beside, socketFile)) <= longestSocketPath) return beside
  const record = join(dirname(dataDir), 'socket-path')
  const recorded = existsSync(record) ? readFileSync(record, 'utf8').trim() : ''
  if (recorded !== '' && isPrivateFolder(recorded)) return recorded
  const made = mkdtempSync(join(tmpdir(), 'swikriti-'))
  writeFileSync(record, `${made}\n`, { mode: 0o600 })
  return made
}

/** The connection address `pg` understands for a database behind a unix socket folder. */
export function socketUrl(socketDir: string, database: string): string {
  return `postgres://swikriti@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}`
}

// Anyone can make a folder in the temporary directory; only one that is ours and closed may carry our socket.
function isPrivateFolder(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat?.isDirectory() === true && (stat.mode & 0o077) === 0
}
