import 'server-only'
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { newSecret } from '@/lib/ids'

/** 64 MiB and three passes: about 0.1 s here, far above OWASP's floor of 19 MiB and two. Argon2id is the default kind. */
export const hashCost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const

/**
 * Each hash holds 64 MiB and a processor, so their number bounds our memory under a flood and leaves a processor for
 * everybody else's pages.
 */
export const maxHashesAtOnce = Math.max(1, Math.min(4, availableParallelism() - 1))

/**
 * So many hashes take as long as the shortest patience. Whoever came behind them would wait in vain, and a flood would fill
 * the memory with people who wait.
 */
export const maxWaiting = 40 * maxHashesAtOnce

/** How long somebody waits for room, in ms. Not the same for all: answers to a flood come one by one, not in a second flood. */
const patience = (): number => randomInt(4_000, 8_000)

let running = 0
const waiting: (() => void)[] = []

const enter = (patienceMs: number): Promise<boolean> => {
  if (running < maxHashesAtOnce) {
    running += 1
    return Promise.resolve(true)
  }
  if (waiting.length >= maxWaiting) return Promise.resolve(false)
  return new Promise((resolve) => {
    const comeIn = (): void => {
      clearTimeout(giveUp)
      resolve(true)
    }
    const giveUp = setTimeout(() => {
      waiting.splice(waiting.indexOf(comeIn), 1)
      resolve(false)
    }, patienceMs)
    waiting.push(comeIn)
  })
}

/** Whoever has waited longest takes the place over. */
const leave = (): void => {
  const next = waiting.shift()
  if (next) next()
  else running -= 1
}

/**
 * Runs something that hashes, when there is room for it. Waits before anything else is done, so that an attempt that finds
 * no room costs nothing and counts for nothing. @returns null when no place became free for some seconds, or
 * at once when the line is full
 */
export const withHashRoom = async <T>(work: () => Promise<T>, patienceMs = patience()): Promise<T | null> => {
  if (!(await enter(patienceMs))) return null
  try {
    return await work()
  } finally {
    leave()
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
