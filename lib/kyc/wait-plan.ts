/** How a waiting page looks again by itself, and how its words change with age (ux 4.4). Pure; all times in milliseconds. */
const second = 1000
const minute = 60 * second

type Step = { readonly below: number; readonly every: number }

const pollSteps: readonly Step[] = [
  { below: 30 * second, every: 2 * second },
  { below: 2 * minute, every: 5 * second },
  { below: 10 * minute, every: 15 * second },
]

const refreshSteps: readonly Step[] = [
  { below: 15 * second, every: 5 * second },
  { below: 1 * minute, every: 10 * second },
  { below: 2 * minute, every: 15 * second },
]

const delayAt = (steps: readonly Step[], elapsedMs: number): number | null =>
  steps.find((step) => elapsedMs < step.below)?.every ?? null

/**
 * How long a page with scripts waits before it asks our status door again, or null once it has stopped for good.
 * @param watchedMs how long this page has been watched; a tab that comes into view again starts anew
 */
export const pollDelayMs = (watchedMs: number): number | null => delayAt(pollSteps, watchedMs)

/**
 * Seconds for the refresh inside `noscript`, or null once the page stays as it is.
 * @param ageMs since the wait began, by the server's clock: a reload cannot reset it, so it always ends
 */
export const refreshSeconds = (ageMs: number): number | null => {
  const delay = delayAt(refreshSteps, Math.max(0, ageMs))
  return delay === null ? null : delay / second
}

/** `fresh` says "a few seconds", `slow` says it takes longer, `long` lets the person go, `stuck` offers other ways. */
export type WaitStage = 'fresh' | 'slow' | 'long' | 'stuck'

/** Which words the waiting page carries at this age. */
export const waitStage = (ageMs: number): WaitStage => {
  if (ageMs < 15 * second) return 'fresh'
  if (ageMs < minute) return 'slow'
  return ageMs < 2 * minute ? 'long' : 'stuck'
}
