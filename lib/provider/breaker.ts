import 'server-only'
import { now } from '@/lib/clock'
import { processState } from '@/lib/process-state'
import { ProviderError, type ProviderErrorKind } from './errors'

const windowSeconds = 30
const failuresToOpen = 10
/** How long nothing is asked before one call may try. Short, because people are waiting. */
const distressRestMs = 10_000
/** A refused key is mended by the operator, not by time: ask rarely, and ever more rarely (F-01). */
const refusedRestMs = { first: 30_000, longest: 15 * 60_000 } as const

type Second = { at: number; failures: number; answers: number }
type Breaker = { seconds: Second[]; openedAt: number | null; restMs: number; since: Date | null; probing: boolean }

const fresh = (): Breaker => ({ seconds: [], openedAt: null, restMs: 0, since: null, probing: false })
const breakers = () => processState('breakers', () => new Map<string, Breaker>())

const breakerOf = (origin: string): Breaker => {
  const known = breakers().get(origin)
  if (known) return known
  const made = fresh()
  breakers().set(origin, made)
  return made
}

// A refusal or a wrong shape is an answer: the provider is there. Only silence and its own distress count.
const distress: readonly ProviderErrorKind[] = ['unavailable', 'timeout', 'connection']
// Nothing was asked, so nothing was learnt.
const unasked: readonly ProviderErrorKind[] = ['no_budget', 'breaker_open']

const count = (breaker: Breaker, failed: boolean): void => {
  // The monotonic clock: a wall clock that jumps must neither open nor close anything (F-25).
  const at = Math.floor(performance.now() / 1_000)
  breaker.seconds = breaker.seconds.filter((second) => second.at > at - windowSeconds)
  let current = breaker.seconds.at(-1)
  if (current?.at !== at) {
    current = { at, failures: 0, answers: 0 }
    breaker.seconds.push(current)
  }
  if (failed) current.failures += 1
  else current.answers += 1
}

/** Ten failures in 30 s, and at least half of what was asked: one bad answer in a hundred shuts nobody out (F-04). */
const isTooMuch = (breaker: Breaker): boolean => {
  const failures = breaker.seconds.reduce((sum, second) => sum + second.failures, 0)
  const answers = breaker.seconds.reduce((sum, second) => sum + second.answers, 0)
  return failures >= failuresToOpen && failures >= answers
}

const openFor = (breaker: Breaker, restMs: number): void => {
  breaker.openedAt = performance.now()
  breaker.restMs = restMs
  breaker.since ??= now()
}

const settle = (breaker: Breaker, kind: ProviderErrorKind | null, isProbe: boolean): void => {
  const failed = kind !== null && distress.includes(kind)
  count(breaker, failed)
  const isOpen = breaker.openedAt !== null
  if (kind === 'auth') {
    // Calls that were under way together are one refusal; only the next single try doubles the rest.
    const doubled = Math.max(refusedRestMs.first, Math.min(breaker.restMs * 2, refusedRestMs.longest))
    if (!isOpen || isProbe) openFor(breaker, isOpen ? doubled : refusedRestMs.first)
  } else if (failed) {
    if (isOpen ? isProbe : isTooMuch(breaker)) openFor(breaker, distressRestMs)
  } else if (isOpen && isProbe) Object.assign(breaker, fresh())
}

/** @throws ProviderError `breaker_open` while we rest; otherwise true when this call is the one that tries. */
const enter = (breaker: Breaker): boolean => {
  if (breaker.openedAt === null) return false
  const restLeft = breaker.openedAt + breaker.restMs - performance.now()
  if (restLeft > 0 || breaker.probing) {
    const retryAfterSeconds = Math.max(1, Math.ceil(restLeft / 1_000))
    throw new ProviderError('breaker_open', 'the provider is not asked for a moment', {
      sent: false,
      retryAfterSeconds,
    })
  }
  breaker.probing = true
  return true
}

/**
 * Runs one provider call unless too many failed lately or our key is refused; after a rest a single call may try.
 * @throws ProviderError whatever `work` throws, or `breaker_open`
 */
export const withBreaker = async <T>(origin: string, work: () => Promise<T>): Promise<T> => {
  const breaker = breakerOf(origin)
  const isProbe = enter(breaker)
  try {
    const value = await work()
    settle(breaker, null, isProbe)
    return value
  } catch (error) {
    const kind = error instanceof ProviderError ? error.kind : null
    if (kind !== null && !unasked.includes(kind)) settle(breaker, kind, isProbe)
    throw error
  } finally {
    if (isProbe) breaker.probing = false
  }
}

/** Since when the provider cannot be reached, for the notice on the start page; null while it can. */
export const providerTrouble = (): { since: Date } | null => {
  const since = [...breakers().values()].flatMap((breaker) => breaker.since ?? [])
  return since[0] ? { since: since[0] } : null
}

/** True while this process sends the provider nothing, so that it can recover. */
export const isResting = (): boolean => [...breakers().values()].some((breaker) => breaker.openedAt !== null)
