import 'server-only'
import type { Pool } from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { pool } from '@/lib/db/client'

/** One answer of a limiter. `until` is when the next try is counted afresh. */
export type Taken = { readonly ok: true; readonly remaining: number } | { readonly ok: false; readonly until: Date }

export type Limiter = {
  /** Counts one try for this key, or more. Never throws for a full bucket. */
  readonly take: (key: string, points?: number) => Promise<Taken>
  /** Begins this key afresh: what was tried turned out well. */
  readonly forget: (key: string) => Promise<void>
}

// Per pool, because a limiter keeps its pool and tests open a new one.
const limiters = new WeakMap<Pool, Map<string, Limiter>>()

const build = (client: Pool, name: string, points: number, duration: number): Limiter => {
  const store = new RateLimiterPostgres({
    storeClient: client,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration,
    // A key that is over its limit is refused from memory: a flood costs no database work (F-43).
    inMemoryBlockOnConsumed: points + 1,
    // While the database is away each instance counts alone, which is stricter than not counting.
    insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration }),
  })
  return {
    take: async (key, count = 1) => {
      try {
        const { remainingPoints } = await store.consume(key, count)
        return { ok: true, remaining: remainingPoints }
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        // The library counts by the wall clock, so this time must come from the same clock.
        return { ok: false, until: new Date(Date.now() + refusal.msBeforeNext) }
      }
    },
    forget: async (key) => {
      await store.delete(key)
    },
  }
}

/** `points` tries per key in `durationSeconds`, counted in the database for all instances together. */
export const limiter = (name: string, points: number, durationSeconds: number): Limiter => {
  const client = pool()
  const known = limiters.get(client) ?? new Map<string, Limiter>()
  limiters.set(client, known)
  const id = `${name}|${points}|${durationSeconds}`
  const existing = known.get(id)
  if (existing) return existing
  const made = build(client, name, points, durationSeconds)
  known.set(id, made)
  return made
}

/** Starts a minute from one network prefix; an office or a mobile carrier shares one, so it is wide. */
export const startsPerPrefix = 120

/** Counts one press of the start button. What one person may start in a day is counted from their own sessions. */
export const takeStartFrom = (prefix: string): Promise<Taken> =>
  limiter('start_prefix', startsPerPrefix, 60).take(prefix)

/** Counts one "No, I don't want to share", apart from the starts: a rush of one must not shut out the other (F-43). */
export const takeRefusalFrom = (prefix: string): Promise<Taken> =>
  limiter('refusal_prefix', startsPerPrefix, 60).take(prefix)

/** Counts one press on the page of an invitation: Continue, or a wish for a new link. */
export const takeLinkFrom = (prefix: string): Promise<Taken> => limiter('link_prefix', startsPerPrefix, 60).take(prefix)

/** Codes asked for or typed in a minute from one network prefix; what one code bears is counted with the code. */
export const takeCodeFrom = (prefix: string): Promise<Taken> => limiter('code_prefix', 30, 60).take(prefix)

/** Codes for a phone shown or taken up in a minute from one network prefix. */
export const takeHandoverFrom = (prefix: string): Promise<Taken> => limiter('handover_prefix', 30, 60).take(prefix)
