import 'server-only'

const globals: { swikritiProvider?: Map<string, unknown> } = globalThis as { swikritiProvider?: Map<string, unknown> }

/**
 * One value for the whole process. Next bundles server code several times, and two copies of a breaker or of a token
 * would not know of each other. The type is the maker's: one name is used by one module only.
 */
export const processState = <T>(name: string, make: () => T): T => {
  globals.swikritiProvider ??= new Map()
  if (!globals.swikritiProvider.has(name)) globals.swikritiProvider.set(name, make())
  return globals.swikritiProvider.get(name) as T
}
