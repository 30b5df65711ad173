import 'server-only'

let offsetMs = 0

/** The only "now" of the product (UTC). Tests move it instead of sleeping. */
export const now = (): Date => new Date(Date.now() + offsetMs)

/** Milliseconds since the epoch by the same clock. */
export const nowMs = (): number => Date.now() + offsetMs

/** Moves the clock for tests; a process that serves people never calls it. */
export const moveClock = (ms: number): void => {
  offsetMs += ms
}

/** Ends every move of it. */
export const setClockRight = (): void => {
  offsetMs = 0
}
