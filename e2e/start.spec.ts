import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'playwright/test'
import { freePort } from '../scripts/free-port.ts'
import { copyProject, type Program, removeFolder, run } from '../scripts/testing.ts'

/*
 * npm start as an operator meets it, on a copy of the project with data of its own: what it prints, how it ends, and what
 * is left when it could not end by itself. Each test begins where the one before has stopped.
 */

test.describe.configure({ mode: 'default', timeout: 120_000 })

const project = copyProject()
const runs: Program[] = []
let port = 0

// The build under test was made with the key of this project; with another one the copy would build again.
const actionsKey = (): string => {
  const given = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
  return given ?? JSON.parse(readFileSync(join('.data', 'secrets.json'), 'utf8')).NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
}

const npm = (verb: string, env: Record<string, string> = {}): Program => {
  const settings = { PORT: String(port), NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey(), ...env }
  // From another folder than its own, as a service manager may do it.
  const program = run([join(project, 'scripts/run.mjs'), verb], { cwd: '/', env: settings })
  runs.push(program)
  return program
}

/** The processes that have the copy's folder in their command line: ours, however they were started. */
const left = (): string[] =>
  readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return line.includes(project) ? [`${pid} ${line}`] : []
    } catch (error) {
      // It ended between the listing and the look.
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return []
      throw error
    }
  })

const untilNothingIsLeft = async (): Promise<void> => {
  for (let tries = 0; tries < 200 && left().length > 0; tries += 1) await pause(100)
  expect(left()).toEqual([])
}

const answerOf = (path: string) => fetch(`http://localhost:${port}${path}`)

const pidOf = (script: string): number => Number.parseInt(left().find((line) => line.includes(script)) ?? '', 10)

test.beforeAll(async () => {
  port = await freePort()
})

test.afterAll(async () => {
  for (const { child, interrupt } of runs) if (child.exitCode === null && child.signalCode === null) interrupt()
  await Promise.all(runs.map(({ ended }) => ended))
  removeFolder(project)
})

test('a first start says where it is, how the first administrator comes in, and that this is a demonstration', async () => {
  const start = npm('start')
  await start.says('Ctrl-C stops everything.')
  const said = start.said.out
  expect(said).toContain(`Swikriti is ready at http://localhost:${port}\n`)
  expect(said).toContain(`The console for your colleagues: http://localhost:${port}/admin\n`)
  expect(said).toMatch(/plays Sandbox and DigiLocker\. For the real Sandbox, set\nSANDBOX_API_KEY/)
  expect(said, 'no address that would answer 421').not.toContain('Local:')
  const link = /http:\/\/localhost:\d+\/setup\?token=\S+/.exec(said)?.[0] ?? ''
  expect((await fetch(link)).status).toBe(200)
  expect(await (await answerOf('/')).text()).toContain('emonstration')
  // Node's fetch reaches 127.0.0.1 under that name, as a browser does.
  const other = await fetch(`http://127.0.0.1:${port}/admin`)
  expect(other.status).toBe(421)
  expect(await other.text()).toContain(`<a href="http://localhost:${port}/">`)
})

test('a second start on the same data is one sentence and exit code 78, and harms nothing [F-24]', async () => {
  const second = npm('start', { PORT: String(await freePort()) })
  expect(await second.ended).toBe(78)
  expect(second.said).toEqual({
    out: '',
    err: `Swikriti is already running on this data folder. Stop it first, or use its address: http://localhost:${port}\n`,
  })
  expect((await answerOf('/readyz')).status).toBe(200)
})

test('a new set-up link comes from beside a running start, and ends the one before it [A-05]', async () => {
  const token = npm('setup-token')
  expect(await token.ended, token.said.err).toBe(0)
  const linkIn = (said: string): string => /http:\/\/\S+\/setup\?token=\S+/.exec(said)?.[0] ?? ''
  const form = 'Finish set-up'
  expect(await (await fetch(linkIn(token.said.out))).text()).toContain(form)
  expect(token.said.out).toContain('The set-up link before it no longer works.')
  expect(await (await fetch(linkIn(runs[0]?.said.out ?? ''))).text()).not.toContain(form)
})

test('a start killed with kill -9 takes its children along, and the next one takes over the data [F-24] [P5]', async () => {
  process.kill(pidOf('scripts/start.ts'), 'SIGKILL')
  const startedAt = performance.now()
  const start = npm('start')
  await start.says('Ctrl-C stops everything.')
  expect(start.said.out).toContain('Stopping the database server a killed start left behind.')
  expect((await answerOf('/')).status).toBe(200)
  test
    .info()
    .annotations.push({ type: 'start after kill', description: `${Math.round(performance.now() - startedAt)} ms` })
})

test('Ctrl-C ends everything in order with exit code 0 and leaves no process [F-26]', async () => {
  const start = runs.at(-1)
  start?.interrupt()
  expect(await start?.ended).toBe(0)
  expect(start?.said.out).toContain('Stopping.')
  expect(start?.said.out).toContain('"outcome":"drained"')
  await untilNothingIsLeft()
  expect(readdirSync(join(project, '.data', 'postgres'))).not.toContain('postmaster.pid')
})

test('a warm start builds and migrates nothing, and prints how soon it answered', async () => {
  const startedAt = performance.now()
  const start = npm('start')
  let status = 0
  while (status !== 200)
    status = await answerOf('/').then(
      (answer) => answer.status,
      () => pause(20, 0),
    )
  console.log(`warm start to first 200: ${Math.round(performance.now() - startedAt)} ms`)
  await start.says('Ctrl-C stops everything.')
  expect(start.said.out).not.toMatch(/Building|Bringing|Creating|Fetching|Installing/)
})

test('SIGTERM to the script alone, as a service manager sends it, does the same [F-26]', async () => {
  const start = runs.at(-1)
  await start?.says('Ctrl-C stops everything.')
  start?.child.kill('SIGTERM')
  expect(await start?.ended).toBe(0)
  await untilNothingIsLeft()
})

test('wrong settings end a start with one list and exit code 78, tried once, and no simulator runs beside a live key [N-15]', async () => {
  const start = npm('start', {
    SANDBOX_API_KEY: 'key_live_4f9a1c7e',
    SANDBOX_API_SECRET: 'secret_test_8d2b6e01',
    NEXTAUTH_SECRET: 'short',
    LOG_LEVEL: 'loud',
  })
  expect(await start.ended).toBe(78)
  const { out, err } = start.said
  expect(err.match(/The configuration has 4 problem\(s\):/g)).toHaveLength(1)
  for (const words of [
    'live key but SANDBOX_API_SECRET',
    'PUBLIC_ORIGIN is plain http',
    'NEXTAUTH_SECRET is shorter',
    'LOG_LEVEL must be',
  ])
    expect(err).toContain(words)
  // The list is all there is to read: nothing was begun that could be refused later.
  expect(err).toMatch(/^The configuration has 4 problem\(s\):\n( {2}- .*\n){4}$/)
  expect(out).not.toContain('simulator')
  await untilNothingIsLeft()
})
