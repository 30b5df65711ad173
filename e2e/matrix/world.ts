import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { type Stack, type StackOptions, startStack } from '../../scripts/stack.ts'
import { SimulatorControl } from '../simulator.ts'
import type { Door } from './person.ts'

/** The whole matrices; without it every test runs a sample of its rounds. */
export const full = process.env.MATRIX === 'full'

/** Chosen anew each run and printed, so that a failure can be repeated with MATRIX_SEED. */
export const seed = Number(process.env.MATRIX_SEED ?? Math.floor(Math.random() * 1e9))

/** Small repeatable random numbers (mulberry32), from 0 up to but not including 1. */
export const randomFrom = (start: number) => {
  let state = start >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type World = Stack & { control: SimulatorControl; door: Door }

const adminUrl = (): string => {
  const url = process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL
  if (!url) throw new Error('E2E_DATABASE_URL is not set: run the tests through npm test')
  return url
}

// As scripts/start.ts runs it, behind a proxy that tells whose request it is, and with a budget that no test meets by chance.
const usual = { TRUST_PROXY: '1', SANDBOX_RPM: '5000', LOG_LEVEL: 'warn' }

/** Several processes must agree on one more secret, or the start is refused. */
export const severalProcesses = {
  REPLICAS: '2',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
}

/** A world of its own for one test file. */
export const startWorld = async (options: Partial<StackOptions> = {}): Promise<World> => {
  const stack = await startStack({
    adminUrl: adminUrl(),
    ...options,
    env: { ...usual, ...options.env },
  })
  const control = new SimulatorControl(stack.simulator)
  await control.settings({ rpmLimit: null })
  return { ...stack, control, door: { port: stack.web.port, host: new URL(stack.origin).host } }
}

/** Another process of the same world, asked by the name of the first. */
export const doorOf = (world: World, port: number): Door => ({ port, host: world.door.host })

/** Lets the sweep look now, instead of at the next full minute. */
export const sweepNow = async (db: pg.Pool): Promise<void> => {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => db.query(text, values) },
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  })
  boss.on('error', (error) => console.error('queue:', error))
  await boss.start()
  await boss.send('sweep', {}, { singletonKey: 'test' })
  await boss.stop({ graceful: false, close: false })
}

/** Waits until `look` gives true; says what was waited for when it never does. */
export const until = async (what: string, look: () => Promise<boolean>, withinMs = 20_000): Promise<void> => {
  const end = performance.now() + withinMs
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`waited ${withinMs / 1000} s in vain until ${what}`)
    await pause(100)
  }
}

/** How many rows a statement finds. */
export const count = async (db: pg.Pool, text: string, values: readonly unknown[] = []): Promise<number> =>
  (await db.query(`select 1 from ${text}`, [...values])).rowCount ?? 0

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Computes the whole chain again, as an auditor would, and names the first row that does not fit (G-03). */
export const auditBreak = async (db: pg.Pool): Promise<string | null> => {
  const { rows } = await db.query<{ seq: string; body: string; prev_hash: Buffer; hash: Buffer }>(
    'select seq, body, prev_hash, hash from audit_events order by seq',
  )
  let last: Buffer | null = null
  for (const [index, row] of rows.entries()) {
    if (Number(row.seq) !== index + 1) return `row ${index + 1} is missing`
    if (last && !row.prev_hash.equals(last)) return `row ${row.seq} follows another row`
    const hash = createHash('sha256').update(row.prev_hash).update(`${row.seq}${row.body}`, 'utf8').digest()
    if (!hash.equals(row.hash)) return `row ${row.seq} was changed`
    last = row.hash
  }
  const { rows: heads } = await db.query<{ hash: Buffer }>('select hash from audit_head')
  return last === null || heads[0]?.hash.equals(last) ? null : 'the head is not the last row'
}
