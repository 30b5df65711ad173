/** The vendor's limit on calls per minute, and our own count of how many a minute really saw. */

const minute = 60_000

/** Times inside a sliding minute, oldest first. */
const createWindow = () => {
  let times: number[] = []
  let head = 0
  const sizeAt = (now: number): number => {
    while (head < times.length && (times[head] ?? now) <= now - minute) head += 1
    if (head > 10_000) {
      times = times.slice(head)
      head = 0
    }
    return times.length - head
  }
  return { sizeAt, add: (now: number) => times.push(now), oldest: () => times[head] ?? null }
}

/** Refused calls do not count against the limit, as with a token bucket at the vendor's gateway. */
export const createLimiter = (now: () => number) => {
  let windows = new Map<string, ReturnType<typeof createWindow>>()
  return {
    /** Null when the call may go ahead, else the seconds until one may. */
    take(key: string, perMinute: number | null): number | null {
      if (perMinute === null) return null
      const window = windows.get(key) ?? createWindow()
      windows.set(key, window)
      const at = now()
      if (window.sizeAt(at) < perMinute) {
        window.add(at)
        return null
      }
      return Math.max(1, Math.ceil(((window.oldest() ?? at) + minute - at) / 1000))
    },
    reset: () => {
      windows = new Map()
    },
  }
}

export type Limiter = ReturnType<typeof createLimiter>

/** The most calls any 60 s held. Runs on the monotonic clock: moving the simulator's clock must not flatter it. */
export const createPeak = () => {
  let window = createWindow()
  let peak = 0
  return {
    count: () => {
      window.add(performance.now())
      peak = Math.max(peak, window.sizeAt(performance.now()))
    },
    highest: () => peak,
    reset: () => {
      window = createWindow()
      peak = 0
    },
  }
}
