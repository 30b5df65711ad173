import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from './free-port.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'
import { copyProject, removeFolder, run } from './testing.ts'

const project = copyProject()
const dataDir = join(project, '.data', 'postgres')
// Its cluster was made here, not by a start that would have made the secrets first.
const ownSecrets = { ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}` }
let server: RunningPostgres

beforeAll(async () => {
  server = await startPostgres({ dataDir })
})
afterAll(async () => {
  await server.stop()
  removeFolder(project)
})

const pidOf = (): number => Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10)

const show = async (name: string): Promise<unknown> => {
  const client = new pg.Client(server.url)
  await client.connect()
  return client
    .query(`show ${name}`)
    .then(({ rows }) => rows[0][name])
    .finally(() => client.end())
}

/** The sockets a process holds, by the number the kernel gives them. */
const socketsOf = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    const target = readlinkSync(`/proc/${pid}/fd/${fd}`)
    return target.startsWith('socket:') ? [target.slice(8, -1)] : []
  })

describe('the embedded database', () => {
  it.for(['fsync', 'full_page_writes', 'synchronous_commit'])('keeps %s on [F-24] [P5]', async (name) => {
    expect(await show(name)).toBe('on')
  })

  it('cannot be reached over a network, and over its socket by this account alone [F-24]', async () => {
    expect(await show('listen_addresses')).toBe('')
    expect(statSync(server.socketDir).mode & 0o777).toBe(0o700)
    if (process.platform !== 'linux') return
    const own = socketsOf(pidOf())
    const listening = ['tcp', 'tcp6'].flatMap((kind) =>
      readFileSync(`/proc/net/${kind}`, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/)),
    )
    expect(own.length).toBeGreaterThan(0)
    expect(listening.filter(([, , , state, , , , , , inode = '']) => state === '0A' && own.includes(inode))).toEqual([])
  })

  it('refuses a second start of the app on the same data with one sentence and exit code 78 [F-24]', async () => {
    const second = run([join(project, 'scripts/start.ts')], { cwd: '/', env: ownSecrets })
    expect(await second.ended).toBe(78)
    expect(second.said).toEqual({
      out: '',
      err: 'Swikriti is already running on this data folder. Stop it first.\n',
    })
    expect(await show('fsync')).toBe('on')
  })

  it('refuses a second server even when the claim of the first is gone [F-24]', async () => {
    // What a start that won a race over a stale claim would meet: the server itself, which is ours and alive.
    rmSync(join(server.socketDir, 'owner.sock'))
    const before = pidOf()
    const code = `
      import { superviseServer } from '${join(project, 'scripts/postgres-server.ts')}'
      import { binaryFolder, chooseIdentity } from '${join(project, 'scripts/postgres-process.ts')}'
      import { runMain } from '${join(project, 'scripts/problem.ts')}'
      const bin = binaryFolder()
      const place = { bin, identity: chooseIdentity(bin, '/'), dataDir: '${dataDir}', socketDir: '${server.socketDir}' }
      await runMain(() => superviseServer(place, console.log).ready)
      process.exit()`
    const second = run(['--input-type=module', '-e', code], { cwd: project })
    expect(await second.ended, second.said.err).toBe(78)
    expect(second.said.err).toContain('already running on this data folder')
    expect(pidOf()).toBe(before)
  })

  it('that dies by itself is started again [F-21]', async () => {
    const before = pidOf()
    process.kill(before, 'SIGKILL')
    await expect.poll(() => show('fsync').catch(() => 'away'), { timeout: 15_000 }).toBe('on')
    expect(pidOf()).not.toBe(before)
  })
})

it('a port somebody else uses is named in one sentence, and the database is put away', async () => {
  await server.stop()
  const port = await freePort()
  const taken = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const start = run([join(project, 'scripts/start.ts')], { cwd: '/', env: { ...ownSecrets, PORT: String(port) } })
  expect(await start.ended).toBe(1)
  const choice = `PORT=${port + 100} npm start`
  expect(start.said.err).toBe(
    `Port ${port} on 127.0.0.1 is in use by another program. Stop it, or choose another: ${choice}\n`,
  )
  expect(readdirSync(dataDir)).not.toContain('postmaster.pid')
})
