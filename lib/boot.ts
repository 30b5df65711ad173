import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instrumentation } from 'next'
import { watchForLoss } from './db/client'
import { type Env, env } from './env'
import { ConfigurationError } from './env-settings'
import { startWorkers, stopWorkers } from './jobs/workers'
import { errorFields, log } from './log'
import { captureConsole } from './log-console'
import { measureRequests } from './metrics/measure-requests'
import { openFrontDoor } from './security/front-door'
import { leaveOnSignal } from './shutdown'

/** Says everything that is wrong with the configuration in plain words and ends the process with EX_CONFIG (N-15). */
const settingsOrExit = (): Env => {
  try {
    return env()
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(78)
  }
}

/** Without its database the process still answers, and says that it is not ready; jobs begin when it comes (F-20). */
const startWorkersWhenPossible = async (): Promise<void> => {
  for (let waitMs = 1_000; ; waitMs = Math.min(2 * waitMs, 30_000)) {
    try {
      return await startWorkers()
    } catch (error) {
      watchForLoss(error)
      log.warn('jobs.start_failed', { wait_ms: waitMs, ...errorFields(error) })
      await sleep(waitMs, undefined, { ref: false })
    }
  }
}

/** Tracing, where the environment asks for it; elsewhere not a line of it is loaded (G-09). @returns ends it */
const traceIfAsked = ({ tracing }: Env): (() => Promise<void>) => {
  if (tracing === null) return () => Promise.resolve()
  const started = import('./tracing/start-tracing').then(({ startTracing }) => startTracing(tracing))
  started.catch((error: unknown) => log.error('tracing.start_failed', errorFields(error)))
  return async () => (await started)()
}

/** What a web process does once before its first answer: settings, front door, orderly end, jobs. */
export const boot = (): void => {
  const settings = settingsOrExit()
  openFrontDoor(settings.trustProxy, settings.publicOrigin)
  measureRequests()
  const stopTracing = traceIfAsked(settings)
  // `next dev` prints for a person at a terminal and ends its own children.
  if (settings.production) {
    captureConsole()
    // No balancer sends people to a worker, so none needs notice that it leaves.
    leaveOnSignal({ replicas: settings.probesOnly ? 1 : settings.replicas, stopWorkers, stopTracing })
  }
  for (const warning of settings.warnings) log.warn('configuration.doubtful', { reason: warning })
  void startWorkersWhenPossible()
}

/** The one sink of unexpected errors. The digest is the reference a person sees; nothing else of the error reaches them (G-07). */
export const reportRequestError: Instrumentation.onRequestError = (error, request, context) => {
  watchForLoss(error instanceof Error && error.cause instanceof Error ? error.cause : error)
  log.error('request.failed', {
    ...errorFields(error),
    digest: error instanceof Error && 'digest' in error ? String(error.digest) : null,
    method: request.method,
    route: context.routePath,
    kind: context.routeType,
  })
}
