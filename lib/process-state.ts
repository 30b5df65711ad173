import 'server-only'

/** Guarantee: the name on globalThis is ours alone, and nothing else reads or writes it. */
const states = (): Map<string, unknown> => {
  const globals = globalThis as { swikritiStates?: Map<string, unknown> }
  globals.swikritiStates ??= new Map()
  return globals.swikritiStates
}

/**
 * One value for the whole process. Next bundles server code several times, and two copies of a pool, a breaker or a token
 * would not know of each other. The type is the maker's: one name is used by one module only.
 */
export const processState = <T>(name: string, make: () => T): T => {
  const held = states()
  if (!held.has(name)) held.set(name, make())
  return held.get(name) as T
}
