import 'server-only'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { newSecret } from '@/lib/ids'

/** 64 MiB and three passes: about 0.1 s here, far above OWASP's floor of 19 MiB and two. Argon2id is the default kind. */
export const hashCost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const

/** Each hash holds 64 MiB, so their number is what bounds our memory under a flood. */
export const maxHashesAtOnce = 4

let running = 0

/**
 * Runs something that hashes, if there is room for it. Takes its place before anything else is done, so that an
 * attempt that finds no room costs nothing and counts for nothing. @returns null when all places are taken
 */
export const withHashRoom = async <T>(work: () => Promise<T>): Promise<T | null> => {
  if (running >= maxHashesAtOnce) return null
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
  }
}

// The same characters typed on two keyboards can be different code points; NFC makes them one password.
const normal = (password: string): string => password.normalize('NFC')

/** The PHC string to store. Call inside `withHashRoom`. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), hashCost)

let decoy: Promise<string> | undefined

/**
 * Whether the password belongs to the stored hash. Without one it works just as long on a hash nobody can match, so that
 * the time does not tell whether there is an account. Call inside `withHashRoom`.
 */
export const isPassword = async (password: string, stored: string | null): Promise<boolean> => {
  decoy ??= hash(newSecret(), hashCost)
  const matches = await verify(stored ?? (await decoy), normal(password))
  return matches && stored !== null
}

/** True when a stored hash was made with other costs than today's. */
export const needsRehash = (stored: string): boolean => {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored)
  return memoryCost !== hashCost.memoryCost || timeCost !== hashCost.timeCost || parallelism !== hashCost.parallelism
}
