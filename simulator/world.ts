/** Everything one running simulator knows. Nothing of it outlives the process. */
import { type Calls, createCalls } from './calls.ts'
import { type Clock, createClock } from './clock.ts'
import { createFaults, type Faults } from './faults.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import { createPlans, type Plans } from './scenarios.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { defaultSettings, mergeSettings, type Settings, type SettingsPatch } from './settings.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** One account at the vendor. */
export type KeyPair = { key: string; secret: string }

export type World = {
  readonly keys: readonly KeyPair[]
  readonly clock: Clock
  readonly tokens: Tokens
  readonly sessions: Sessions
  readonly faults: Faults
  readonly limiter: Limiter
  readonly calls: Calls
  readonly plans: Plans
  /** Ends waits when the simulator stops. */
  readonly stopping: AbortController
  settings: Settings
  /** Back to how the simulator started, clock included. */
  reset(): void
}

export const createWorld = (keys: readonly KeyPair[], patch: SettingsPatch): World => {
  const initial = mergeSettings(defaultSettings, patch)
  const clock = createClock()
  const world: World = {
    keys,
    clock,
    tokens: createTokens(clock),
    sessions: createSessions(clock),
    faults: createFaults(),
    limiter: createLimiter(clock.now),
    calls: createCalls(),
    plans: createPlans(),
    stopping: new AbortController(),
    settings: initial,
    reset: () => {
      world.settings = initial
      for (const part of [clock, world.sessions, world.limiter, world.calls, world.plans]) part.reset()
      world.faults.clear()
    },
  }
  return world
}
