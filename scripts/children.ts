import type { ChildProcess } from 'node:child_process'

const failedToStart = new WeakSet<ChildProcess>()

/** Whether a child is gone, or never came to be because its program could not be started. */
export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined || failedToStart.has(child)
}

/** Resolves when a child is gone, with its exit code (null after a signal). */
export function exited(child: ChildProcess): Promise<number | null> {
  if (hasExited(child)) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.once('error', () => {
      failedToStart.add(child)
      resolve(null)
    })
  })
}
