import 'server-only'
import type { Instrumentation } from 'next'
import { ConfigurationError, type Env, env } from './env'
import { startWorkers, stopWorkers } from './jobs/workers'
import { errorFields, log } from './log'
import { captureConsole } from './log-console'
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

/** What a web process does once before its first answer: settings, front door, orderly end, jobs. */
export const boot = async (): Promise<void> => {
  const settings = settingsOrExit()
  openFrontDoor(settings.trustProxy)
  // `next dev` prints for a person at a terminal and ends its own children.
  if (settings.production) {
    captureConsole()
    leaveOnSignal({ replicas: settings.replicas, stopWorkers: settings.runJobs ? stopWorkers : async () => undefined })
  }
  for (const warning of settings.warnings) log.warn('configuration.doubtful', { reason: warning })
  if (settings.runJobs) await startWorkers()
}

/** The one sink of unexpected errors. The digest is the reference a person sees; nothing else of the error reaches them (G-07). */
export const reportRequestError: Instrumentation.onRequestError = (error, request, context) => {
  log.error('request.failed', {
    ...errorFields(error),
    digest: error instanceof Error && 'digest' in error ? String(error.digest) : null,
    method: request.method,
    route: context.routePath,
    kind: context.routeType,
  })
}
