/** The simulator's "now": real time plus what a test moved it forward, so that expiry tests never sleep. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number
  forward(ms: number): void
  reset(): void
}

export const createClock = (): Clock => {
  let offset = 0
  return {
    now: () => Date.now() + offset,
    forward: (ms) => {
      offset += ms
    },
    reset: () => {
      offset = 0
    },
  }
}
