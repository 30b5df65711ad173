import type { Door } from '../../e2e/matrix/person.ts'
import { SimulatorControl } from '../../e2e/simulator.ts'
import { type Stack, startStack } from '../stack.ts'
import type { Row } from './row.ts'

/** What every measurement may use. */
export type Bench = {
  adminUrl: string
  /** The program of Chromium. */
  chromium: string
  /** Fewer rounds and people; the table says so. */
  quick: boolean
  say: (line: string) => void
}

export type Measurement = { name: string; run: (bench: Bench) => Promise<Row[]> }

export type World = Stack & { control: SimulatorControl; door: Door }

/** The product as scripts/start.ts runs it, behind a proxy that tells whose request it is. */
export const startWorld = async (bench: Bench, env: Record<string, string> = {}): Promise<World> => {
  const stack = await startStack({
    adminUrl: bench.adminUrl,
    env: { TRUST_PROXY: '1', SANDBOX_RPM: '9000', ...env },
  })
  const control = new SimulatorControl(stack.simulator)
  await control.settings({ rpmLimit: null })
  return { ...stack, control, door: { port: stack.web.port, host: new URL(stack.origin).host } }
}

/** Runs `work` in a world of its own and ends it whatever happens. */
export const inWorld = async <T>(
  bench: Bench,
  work: (world: World) => Promise<T>,
  env?: Record<string, string>,
): Promise<T> => {
  const world = await startWorld(bench, env)
  try {
    return await work(world)
  } finally {
    await world.stop()
  }
}
