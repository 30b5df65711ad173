import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { socketUrl } from './postgres-paths.ts'
import { accountsFrom, binaryFolder, chooseIdentity, initCluster, privateFolder } from './postgres-process.ts'
import { superviseServer } from './postgres-server.ts'
import { removeFolder } from './testing.ts'

const isRoot = process.getuid?.() === 0
const namespaces = isRoot && spawnSync('unshare', ['-U', 'true']).status === 0

// In the temporary directory, where every account may enter, as the place of this checkout need not be.
const folder = mkdtempSync(join(tmpdir(), 'swikriti-identity-'))
// initdb is slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
afterAll(() => removeFolder(folder))
chmodSync(folder, 0o755)

/** An `unshare` that the kernel refuses, first in the path. */
const forbidNamespaces = () => {
  const bin = join(folder, 'forbidden')
  mkdirSync(bin, { recursive: true })
  writeFileSync(
    join(bin, 'unshare'),
    '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n',
  )
  chmodSync(join(bin, 'unshare'), 0o755)
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`)
  onTestFinished(() => void vi.unstubAllEnvs())
}

/** Makes a cluster, runs a server on it and gives its process and an answer of it. */
const serve = async (bin: string, name: string) => {
  const parent = join(folder, name)
  mkdirSync(parent)
  const identity = chooseIdentity(bin, parent)
  const [dataDir, socketDir] = [join(parent, 'postgres'), join(parent, 'socket')]
  for (const path of [dataDir, socketDir]) privateFolder(path, identity)
  initCluster(bin, identity, dataDir)
  const server = superviseServer({ bin, identity, dataDir, socketDir }, () => {})
  await server.ready
  onTestFinished(server.stop)
  const client = new pg.Client(socketUrl(socketDir, 'postgres'))
  await client.connect()
  const { rows } = await client.query('select current_user as name')
  await client.end()
  const pid = Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10)
  return { user: rows[0].name, identity, owner: statSync(dataDir).uid, process: statSync(`/proc/${pid}`).uid }
}

describe.runIf(isRoot)('root', () => {
  it.runIf(namespaces)('runs PostgreSQL in a user namespace, and the files stay its own [F-24]', async () => {
    const { user, identity, owner } = await serve(binaryFolder(), 'namespace')
    expect(user).toBe('swikriti')
    expect(identity.prefix.slice(0, 2)).toEqual(['unshare', '-U'])
    expect(owner).toBe(0)
  })

  it('runs it under an account without rights where namespaces are forbidden [F-24]', async () => {
    forbidNamespaces()
    const native = join(folder, 'native')
    cpSync(dirname(binaryFolder()), native, { recursive: true, verbatimSymlinks: true })
    const { user, identity, owner, process: runsAs } = await serve(join(native, 'bin'), 'account')
    expect(user).toBe('swikriti')
    expect(identity.prefix).toEqual([])
    expect(owner).toBe(identity.account?.uid)
    expect(runsAs).toBe(identity.account?.uid)
    expect(runsAs).toBeGreaterThan(0)
  })

  it('is told what to do when that account cannot reach the folder', () => {
    forbidNamespaces()
    const closed = join(folder, 'closed')
    mkdirSync(join(closed, 'data'), { recursive: true })
    chmodSync(closed, 0o700)
    expect(() => chooseIdentity(binaryFolder(), join(closed, 'data'))).toThrow(
      /user namespaces are forbidden here.*cannot reach .*closed\/data\. Do one of these: start Swikriti as an ordinary user; move this folder .*; or set DATABASE_URL\.$/,
    )
    expect(existsSync(join(closed, 'data', 'postgres'))).toBe(false)
  })
})

it('anyone but root runs it as themselves', () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000)
  expect(chooseIdentity('/nowhere', '/nowhere')).toEqual({ prefix: [] })
  vi.restoreAllMocks()
})

it('reads the accounts of a passwd file in order, without root and without broken lines', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\n\nbroken\nnobody:x:65534:65534::/:/bin/false\n'
  expect(accountsFrom(passwd)).toEqual([{ name: 'nobody', uid: 65_534, gid: 65_534 }])
})
