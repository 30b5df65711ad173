import 'server-only'
import { processState } from '@/lib/process-state'

/*
 * Whether the database is away, as this process last saw it. Pages then answer a plain 503 before anything is rendered,
 * because a render that fails half-way can only be a 500 (F-20, F-21).
 */
type Ping = () => Promise<unknown>
type State = { away: boolean; lastAwayAt: number }

const state = () =>
  processState<State>('database health', () => ({ away: false, lastAwayAt: Number.NEGATIVE_INFINITY }))

const probeEveryMs = 500

/** True between a lost connection and the first answer after it. */
export const isDatabaseAway = (): boolean => state().away

// What failed while the database was away is answered a moment later, when it may be back.
const aftermathMs = 3_000

/** Whether a failure that is answered now can have come from a database that is, or just was, away. */
export const mayComeFromAway = (): boolean => state().away || performance.now() - state().lastAwayAt < aftermathMs

const probe = (ping: Ping): void => {
  ping().then(
    () => {
      state().away = false
      state().lastAwayAt = performance.now()
    },
    () => setTimeout(probe, probeEveryMs, ping).unref(),
  )
}

/** A connection broke or could not be made: say 503 until `ping` succeeds, which is tried at once. */
export const noteDatabaseAway = (ping: Ping): void => {
  // While it is away somebody is asking already.
  if (state().away) return
  state().away = true
  probe(ping)
}

// SQLSTATE classes of a server that is not there: 08 connection, 57P01-03 shutting down or starting up, 53300 full.
const awayCodes = /^(08...|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND)$/

/** Whether an error of the driver means that the database is away rather than that the statement was wrong. */
export const meansAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && awayCodes.test(error.code)) return true
  return /timeout exceeded when trying to connect|Connection terminated|connection timeout/i.test(error.message)
}
