import 'server-only'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { processState } from '@/lib/process-state'
import { ProviderError } from './errors'
import type { CallClass } from './provider'
import { fitSlots, type RingPlace, restSeconds, slotOutlook, stampSlot, sweepRows } from './slots'
import { upstream } from './upstream'

export type Grant = { ok: true } | { ok: false; waitSeconds: number }

type Budget = { fitted: Map<number, Promise<void>>; place: RingPlace }

const budget = () => processState<Budget>('budget', () => ({ fitted: new Map(), place: { kept: 0, common: 0 } }))

/** Makes the table fit the rate, once a process; a failure is forgotten so that the next call tries again. */
const syncSlots = (rpm: number): Promise<void> => {
  const { fitted } = budget()
  const known = fitted.get(rpm)
  if (known) return known
  const fitting = fitSlots(rpm).catch((error: unknown) => {
    fitted.delete(rpm)
    throw error
  })
  fitted.set(rpm, fitting)
  return fitting
}

const grantOnce = async (callClass: CallClass, rpm: number): Promise<boolean> => {
  const { place } = budget()
  const slot = await stampSlot(callClass, rpm, place)
  if (slot === null) return false
  if (slot > sweepRows(rpm)) place.kept = slot
  else place.common = slot
  return true
}

const tries = 4

type Wait = { ok: true } | { ok: false; waitMs: number }

const attempt = async (callClass: CallClass, rpm: number): Promise<Wait> => {
  await syncSlots(rpm)
  let waitMs = 1_000
  for (let left = tries; left > 0; left -= 1) {
    if (await grantOnce(callClass, rpm)) return { ok: true }
    const { rows, waitSeconds } = await slotOutlook(callClass, rpm)
    waitMs = Math.max(1, Math.ceil((waitSeconds ?? 1) * 1_000))
    // Rows that vanished (a restored backup) or lie in the future (a clock set back) are put right by fitting again.
    const isWhole = rows === (callClass === 'person' ? rpm : sweepRows(rpm))
    if (waitSeconds === null || !isWhole || waitSeconds > restSeconds + 1) await fitSlots(rpm)
    else if (waitSeconds > 0) return { ok: false, waitMs }
    // A row that another instance is taking at this very moment looks used, so no is not said at once.
    await pause(randomInt(5, 25))
  }
  return { ok: false, waitMs }
}

const toGrant = (wait: Wait): Grant =>
  wait.ok ? wait : { ok: false, waitSeconds: Math.max(1, Math.ceil(wait.waitMs / 1_000)) }

/** Takes one call out of the budget all instances share, or says in how many seconds to ask again. */
export const takeSlot = async (callClass: CallClass, rpm = upstream().rpm): Promise<Grant> =>
  toGrant(await attempt(callClass, rpm))

/** Like `takeSlot`, but waits up to `maxWaitMs` for a row to have rested. */
export const waitForSlot = async (callClass: CallClass, maxWaitMs: number, rpm = upstream().rpm): Promise<Grant> => {
  const endsAt = performance.now() + maxWaitMs
  for (;;) {
    const wait = await attempt(callClass, rpm)
    if (wait.ok) return wait
    // Those who wait together must not wake together.
    const nextMs = Math.min(wait.waitMs, 1_000) + randomInt(1, 50)
    if (performance.now() + nextMs > endsAt) return toGrant(wait)
    await pause(nextMs)
  }
}

// At full load a row comes free every 60 / rpm seconds, so a person who waits a moment usually gets one; the sweep has
// nobody who looks at it.
const patienceMs: Readonly<Record<CallClass, number>> = { person: 1_500, sweep: 3_000 }

/** A slot, or `no_budget` with the seconds to wait; nothing was sent then. @throws ProviderError */
export const requireSlot = async (callClass: CallClass, rpm: number): Promise<void> => {
  const grant = await waitForSlot(callClass, patienceMs[callClass], rpm)
  if (grant.ok) return
  throw new ProviderError('no_budget', `no provider call is left for a ${callClass}`, {
    sent: false,
    retryAfterSeconds: grant.waitSeconds,
  })
}
