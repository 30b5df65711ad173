/** When to ask the provider next, as a pure function of the clock: nothing to count, nothing to lose in a crash. */
export type PlanFacts = { sentAt: Date; boundReturnAt: Date | null; staleAt: Date }

const second = 1000
const minute = 60 * second

/** After a return a person is waiting: soon at first, then slower. */
const afterReturn = [0, 1, 2, 4, 8, 15, 30, 60, 120].map((seconds) => seconds * second)

/** When nobody came back: minutes after leaving, then every five until the end, or seldomer if that is far away. */
const firstSweeps = [2, 4, 7, 10].map((minutes) => minutes * minute)
const steadyFrom = 15 * minute
const sweepEvery = 5 * minute

/** With all that is read besides, a session stays below sixty reads (F-12). */
const mostSteadySweeps = 42

/** Whole minutes between sweeps of a session whose last read is this long after leaving. */
const sweepGap = (lifeMs: number): number =>
  Math.max(sweepEvery, Math.ceil((lifeMs - steadyFrom) / mostSteadySweeps / minute) * minute)

/**
 * Reads after a return that seldom sweeps would leave out. Where the provider names no time, only a read that was still
 * pending tells that a consent came too late after the return to be this person's.
 */
const whileProofCounts = [5, 10, 15].map((minutes) => minutes * minute)

/** One last read this long after the end, in case the provider was late in writing it down. */
export const lastReadDelayMs = 2 * minute

/** consent_expiry sent with every init: the vendor's floor of one hour plus room for clocks that disagree. */
export const consentLifeMs = 65 * minute

/** When to look first after a person left and has not come back. */
export const firstSweepAt = (sentAt: Date): Date => new Date(sentAt.getTime() + 2 * minute)

/** The next instant to read after `now`, or null when the last read has been. */
export const nextReadAt = (facts: PlanFacts, now: Date): Date | null => {
  const sent = facts.sentAt.getTime()
  const last = facts.staleAt.getTime() + lastReadDelayMs
  const sweeps = [...firstSweeps]
  const gap = sweepGap(last - sent)
  for (let at = steadyFrom; sent + at < last; at += gap) sweeps.push(at)
  const returned = facts.boundReturnAt?.getTime()
  const returnReads = gap > sweepEvery ? [...afterReturn, ...whileProofCounts] : afterReturn
  const times = [
    ...(returned === undefined ? [] : returnReads.map((offset) => returned + offset)),
    ...sweeps.map((offset) => sent + offset),
    last,
  ]
  const ahead = times.filter((time) => time > now.getTime() && time <= last)
  return ahead.length === 0 ? null : new Date(Math.min(...ahead))
}

/** True once the last read has been due: whatever the provider says now, an unfinished session has ended. */
export const isPastLastRead = (facts: PlanFacts, now: Date): boolean =>
  now.getTime() >= facts.staleAt.getTime() + lastReadDelayMs

/** "Stuck at DigiLocker" for staff. */
export const stuckAfterMs = 15 * minute
