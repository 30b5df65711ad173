import 'server-only'
import { now, nowMs } from '@/lib/clock'
import { processState } from '@/lib/process-state'
import { type HeaderValues, headerOf } from './read-answer'

/** How far the provider's clock is from ours, by the Date of its last answer to this process. */
export type ProviderClock = { readonly offsetMs: number; readonly measuredAt: Date }

const noted = () => processState<{ clock: ProviderClock | null }>('clock', () => ({ clock: null }))

/** Every answer carries the time it was made, to the second; the middle of that second is the best guess. */
export const noteProviderClock = (headers: HeaderValues, tookMs: number): void => {
  const said = Date.parse(headerOf(headers, 'date') ?? '')
  if (Number.isNaN(said)) return
  noted().clock = { offsetMs: said + 500 - (nowMs() - tookMs / 2), measuredAt: now() }
}

/** null until the provider has answered this process once. */
export const providerClock = (): ProviderClock | null => noted().clock

// Less than this is the way of the answer and its whole seconds.
const worthMs = 60_000

/**
 * How far ahead of ours the provider's clock is, in ms; 0 while that is unknown or small. A moment it must understand as so
 * long from its own now is told in its time: a machine ten minutes slow would else ask for less than the hour it wants (F-25).
 */
export const providerAheadMs = (): number => {
  const offsetMs = providerClock()?.offsetMs ?? 0
  return Math.abs(offsetMs) < worthMs ? 0 : Math.round(offsetMs)
}
