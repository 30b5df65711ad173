import type { SessionFilter } from './session-filter.ts'

/** Views everybody has: what somebody has to do something about, one press away. Names: `admin.sessions.view.<key>`. */
export const builtInViews = [
  { key: 'all', filter: {} },
  { key: 'held', filter: { status: 'held' } },
  { key: 'stuck', filter: { status: 'stuck' } },
  { key: 'ending', filter: { ends: 'today' } },
  { key: 'not_completed', filter: { outcome: 'not_completed' } },
  { key: 'withdrawn', filter: { status: 'withdrawn' } },
] as const satisfies readonly { key: string; filter: Partial<SessionFilter> }[]
