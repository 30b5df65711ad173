import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { StartProblem } from '../problem.ts'
import { dataFolder, root } from '../settings.ts'

/** Of a list of the console the least that Next, React and `pg` can make: the same rows in a plain table. */
const bareList = `import { headers } from 'next/headers'
import pg from 'pg'
const pool = new pg.Pool({ connectionString: process.env.BARE_DATABASE_URL })
const text = 'select id, reference, status, flow, doc_types, created_at from kyc_sessions order by created_at desc, id desc limit 50'
export default async () => {
  await headers()
  const { rows } = await pool.query({ name: 'bare_list', text })
  return <table><tbody>{rows.map((row) => <tr key={row.id}>
    <td><a href={'/' + row.id}>{row.reference}</a></td><td>{row.status}</td><td>{row.flow}</td>
    <td>{row.doc_types.join(', ')}</td><td>{row.created_at.toISOString()}</td></tr>)}</tbody></table>
}
`

const files = {
  'package.json': '{ "name": "empty", "private": true }',
  'next.config.mjs': `export default { turbopack: { root: import.meta.dirname }, serverExternalPackages: ['pg'] }`,
  'app/layout.jsx': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>',
  'app/page.jsx': 'export default () => <p>Nothing.</p>',
  'app/list/page.jsx': bareList,
}

/** The named packages and all they depend on, as far as they are installed. */
const closure = (names: readonly string[]): Set<string> => {
  const found = new Set<string>()
  const add = (name: string): void => {
    const file = join(root, 'node_modules', name, 'package.json')
    if (found.has(name) || !existsSync(file)) return
    found.add(name)
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'))
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) add(next)
  }
  for (const name of names) add(name)
  return found
}

/** Packages of its own, as hard links: with a link to the project's folder Next would find the project's doors as well. */
const linkPackages = (folder: string): void => {
  for (const name of closure(['next', 'react', 'react-dom', 'pg'])) {
    const to = join(folder, 'node_modules', name)
    mkdirSync(dirname(to), { recursive: true })
    const { status } = spawnSync('cp', ['-al', join(root, 'node_modules', name), to])
    if (status !== 0) throw new StartProblem(`${name} could not be linked to ${to}`)
  }
}

/** `bootMs` is from its process to its first answer. */
type EmptyApp = { origin: string; pid: number | undefined; bootMs: number; stop: () => void }

/**
 * The smallest app that the installed Next makes, built and served; what it weighs is Next's, not ours.
 * @param databaseUrl where its `/list` finds sessions
 */
export const startEmptyApp = async (databaseUrl = ''): Promise<EmptyApp> => {
  const folder = join(dataFolder, 'empty-app')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'app', 'list'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  linkPackages(folder)
  const next = join(folder, 'node_modules', 'next', 'dist', 'bin', 'next')
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const built = spawnSync(process.execPath, [next, 'build'], { cwd: folder, env, encoding: 'utf8' })
  if (built.status !== 0) throw new StartProblem(`The empty app could not be built: ${built.stderr}`)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const startedAt = performance.now()
  const child = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
    cwd: folder,
    env: { ...env, BARE_DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let tries = 0; !(await fetch(origin).catch(() => null))?.ok; tries += 1) {
    if (tries === 3_000) throw new StartProblem('The empty app did not answer within 30 s.')
    await pause(10)
  }
  return {
    origin,
    pid: child.pid,
    bootMs: performance.now() - startedAt,
    stop: () => {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
