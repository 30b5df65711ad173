import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { exited, hasExited } from './children.ts'
import { exitConfiguration } from './problem.ts'

/** The web process drains up to 20 s by itself; this only ends one that is stuck. */
const patienceMs = 25_000

export type Supervised = {
  /** SIGTERM, then waits; a process that does not end is killed. */
  stop(): Promise<void>
  /** Resolves with the exit code when the process refuses to run with this configuration; otherwise never. */
  refused: Promise<number>
}

/**
 * Keeps a child running: one that dies by itself is started again, at once at first, then ever more slowly.
 * @param ending aborted when everything is about to stop; from then on nothing is started again, nor spoken of
 */
export function supervise(name: string, launch: () => ChildProcess, ending: AbortSignal): Supervised {
  let stopping = false
  const over = () => stopping || ending.aborted
  let child = launch()
  const watch = async (refuse: (code: number) => void): Promise<void> => {
    for (let waitMs = 200; ; waitMs = Math.min(2 * waitMs, 10_000)) {
      const startedAt = performance.now()
      const code = await exited(child)
      if (over()) return
      // EX_CONFIG: it has said what is wrong with the settings, and would say the same again.
      if (code === exitConfiguration) return refuse(code)
      if (performance.now() - startedAt > 60_000) waitMs = 200
      // A signal meant for all of us may end the child a moment before we hear of it: nothing is said until that moment is over.
      await sleep(waitMs)
      if (over()) return
      console.error(`!! The ${name} ended by itself (${code ?? child.signalCode}); starting it again.`)
      child = launch()
    }
  }
  const refused = new Promise<number>((resolve) => void watch(resolve))
  const stop = async (): Promise<void> => {
    stopping = true
    if (hasExited(child)) return
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    await exited(child)
    clearTimeout(timer)
  }
  return { stop, refused }
}
