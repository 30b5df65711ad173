import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDb } from './db/client'
import { errorFields, log } from './log'
import { closeFrontDoor, startDraining } from './security/front-door'

/** Longest time between SIGTERM and the end of the process (F-26). */
const deadlineMs = 20_000
/** With several instances the balancer needs a moment to see `/readyz` fail before the door closes. */
const noticeMs = 5_000

/** A collector that does not answer must not hold the process up; its last spans are lost then. */
const tracingMs = 3_000

type Plan = {
  readonly replicas: number
  readonly stopWorkers: () => Promise<void>
  readonly stopTracing: () => Promise<void>
}

const stopTracingSoon = async (stop: Plan['stopTracing']): Promise<void> => {
  const stopped = stop().catch((error: unknown) => log.warn('tracing.not_flushed', errorFields(error)))
  await Promise.race([stopped, sleep(tracingMs, undefined, { ref: false })])
}

const drain = async ({ replicas, stopWorkers, stopTracing }: Plan): Promise<void> => {
  startDraining()
  if (replicas > 1) await sleep(noticeMs)
  // Jobs give their leases back while people's last requests are answered.
  await Promise.all([closeFrontDoor(), stopWorkers()])
  await stopTracingSoon(stopTracing)
  await closeDb()
}

const leave = async (plan: Plan): Promise<void> => {
  const started = performance.now()
  log.info('process.draining')
  const late = sleep(deadlineMs, 'late' as const, { ref: false })
  try {
    const outcome = await Promise.race([drain(plan), late])
    log.info('process.stopped', { outcome: outcome ?? 'drained', duration_ms: Math.round(performance.now() - started) })
    process.exit(0)
  } catch (error) {
    log.error('process.stopped', { outcome: 'failed', ...errorFields(error) })
    process.exit(1)
  }
}

/**
 * Ends this process in order on SIGTERM and SIGINT: no new people, answers finished, leases given back, exit 0.
 * Next's own handlers go, because they exit as soon as the last answer is out, with jobs still holding leases.
 */
export const leaveOnSignal = (plan: Plan): void => {
  let leaving = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group, and the start script sends SIGTERM after it.
      if (leaving) return
      leaving = true
      void leave(plan)
    })
  }
}
