import { setTimeout as pause } from 'node:timers/promises'

/**
 * Calls `send` on a clock, whether or not earlier calls have ended, and counts each from the moment it was meant to
 * begin. A load that waits for its answers would leave out exactly the moments in which the server was slow.
 * @returns milliseconds of each call, in the order of sending
 */
export const openLoop = async (
  count: number,
  perSecond: number,
  send: (index: number) => Promise<unknown>,
): Promise<number[]> => {
  const beginning = performance.now() + 20
  const under: Promise<number>[] = []
  for (let index = 0; index < count; index += 1) {
    const meant = beginning + (index * 1_000) / perSecond
    const early = meant - performance.now()
    if (early > 0) await pause(early)
    const ended = send(index).then(() => performance.now() - meant)
    // Heard here, so that a failure waits for the others and is told below.
    ended.catch(() => undefined)
    under.push(ended)
  }
  return Promise.all(under)
}

/** Runs all of them, at most `width` at a time. */
export const inParallel = async <T>(items: readonly T[], width: number, work: (item: T) => Promise<unknown>) => {
  const left = items.values()
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
