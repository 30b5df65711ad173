import type { ChildProcess } from 'node:child_process'
import { runMain, StartProblem } from './problem.ts'
import { supervise } from './supervise.ts'

/** What a script that runs until Ctrl-C is given to work with. */
export type Stage = {
  say(line: string): void
  /** Work for the end; what came up last goes down first. */
  atEnd(stop: () => Promise<void>): void
  /** Aborted as soon as the end begins, before the first part is stopped. */
  ending: AbortSignal
  /** Keeps a process running until the end; one that refuses its configuration ends everything. */
  keep(name: string, launch: () => ChildProcess): void
}

/** Runs what `bringUp` starts until a signal comes or a part refuses to run, stops it in order and ends this process. */
export async function runUntilAsked(bringUp: (stage: Stage) => Promise<void>): Promise<never> {
  const stops: (() => Promise<void>)[] = []
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const ending = new AbortController()
  void asked.then(() => {
    ending.abort()
    // Stopping may take as long as the last answers do.
    console.log('Stopping.')
  })
  let refuse: (reason: StartProblem) => void
  const refusal = new Promise<never>((_, reject) => {
    refuse = reject
  })
  const stage: Stage = {
    say: (line) => console.log(line),
    ending: ending.signal,
    atEnd: (stop) => void stops.push(stop),
    keep: (name, launch) => {
      const { stop, refused } = supervise(name, launch, ending.signal)
      stops.push(stop)
      void refused.then((exitCode) => {
        const words = `The ${name} refused this configuration; the list above says why.`
        refuse(new StartProblem(words, { exitCode }))
      })
    },
  }
  await runMain(async () => {
    try {
      await Promise.race([bringUp(stage), refusal, asked])
      await Promise.race([refusal, asked])
    } finally {
      ending.abort()
      // Asked again at each step: a signal may have come while one more part was starting.
      for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
    }
  })
  // A signal while something was still starting may leave a timer or a connection behind.
  process.exit()
}
