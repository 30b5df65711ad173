/** What a test may ask of a running simulator; the HTTP control door and in-process tests use the same verbs. */
import { authorizationUrl } from './authorization-url.ts'
import type { CallFilter } from './calls.ts'
import type { FaultInput } from './faults.ts'
import type { ScenarioName } from './scenarios.ts'
import type { Outcome, Session } from './sessions.ts'
import { mergeSettings, type SettingsPatch } from './settings.ts'
import type { World } from './world.ts'

const describe = (world: World, origin: string, session: Session) => ({
  session_id: session.id,
  redirect_url: session.request.redirect_url,
  doc_types: session.request.doc_types,
  authorization_url: authorizationUrl(origin, session),
  created_at: session.createdAt,
  expires_at: session.expiresAt,
  ...world.sessions.statusOf(session),
})

export const createControl = (world: World, origin: string) => ({
  settings: () => world.settings,
  /** @throws z.ZodError for an unknown switch or position. */
  set: (patch: SettingsPatch) => {
    world.settings = mergeSettings(world.settings, patch)
    return world.settings
  },
  /** Orders a fault; see faults.ts for the kinds. @throws z.ZodError */
  addFault: (fault: FaultInput) => world.faults.add(fault),
  faults: () => world.faults.list(),
  clearFaults: (contains?: string) => world.faults.clear(contains),
  /** Moves the simulator's time. */
  forward: (ms: number) => {
    world.clock.forward(ms)
    return world.clock.now()
  },
  /** Ends every session whose id or redirect_url contains the text, without a browser. Returns how many. */
  setOutcome: (contains: string, outcome: Outcome, lagMs?: number) => {
    const found = world.sessions.matching(contains)
    for (const session of found)
      world.sessions.decide(session, outcome, lagMs ?? world.settings.statusLagMs, world.settings)
    return found.length
  },
  /** The next consent page (of a session whose id or redirect_url contains the text) plays this story by itself. */
  plan: (name: ScenarioName, contains?: string) => world.plans.add({ name, contains }),
  plans: () => world.plans.list(),
  sessions: (contains = '') => world.sessions.matching(contains).map((session) => describe(world, origin, session)),
  calls: (filter?: CallFilter) => world.calls.list(filter),
  stats: () => world.calls.stats(),
  reset: () => world.reset(),
})

export type Control = ReturnType<typeof createControl>
