import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { root } from '../settings.ts'
import { copyTemplate } from '../stack.ts'
import { atMost, type Row } from './row.ts'
import { median } from './samples.ts'
import type { Bench } from './world.ts'

const leftOut = new Set(['node_modules', '.git', '.data', '.next/cache', '.env'])

/** The built product in a folder of its own, with a data folder of its own. */
const copyProduct = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'swikriti-cold-'))
  cpSync(root, folder, { recursive: true, filter: (from) => !leftOut.has(relative(root, from)) })
  cpSync(join(root, '.data', 'secrets.json'), join(folder, '.data', 'secrets.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

const firstAnswer = async (url: string): Promise<void> => {
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    const answer = await fetch(url).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return
    await pause(10)
  }
  throw new Error(`expected 200 from ${url} within a minute`)
}

/** `npm start` from its first instruction to the first start page that is answered, in ms. */
const timeStart = async (folder: string, databaseUrl: string | undefined): Promise<number> => {
  const port = await freePort()
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, PORT: String(port), ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: folder,
    env: { ...env, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  await firstAnswer(`http://localhost:${port}/`)
  const ms = performance.now() - startedAt
  child.kill('SIGTERM')
  await once(child, 'exit')
  return ms
}

/** Cold start of the built and initialised product, on both kinds of database. */
export const coldStart = async (bench: Bench): Promise<Row[]> => {
  const folder = copyProduct()
  const database = await copyTemplate(bench.adminUrl, `bench_cold_${process.pid}`)
  const external: number[] = []
  const embedded: number[] = []
  try {
    // Not counted: they make the database files and fill the file cache of the operating system.
    await timeStart(folder, undefined)
    await timeStart(folder, database.url)
    for (let round = 0; round < (bench.quick ? 3 : 7); round += 1) {
      external.push(await timeStart(folder, database.url))
      embedded.push(await timeStart(folder, undefined))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  }
  const spread = (times: readonly number[]) => `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms`
  return [
    atMost('npm start to first 200, external database', 1, 's', median(external) / 1_000, spread(external)),
    atMost('npm start to first 200, embedded database', 1.6, 's', median(embedded) / 1_000, spread(embedded)),
  ]
}
