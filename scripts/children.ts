import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './settings.ts'

export type Environment = Record<string, string | undefined>

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

/** The argument by which Node reads a file of this folder before its program. */
export const preload = (file: string): string[] => ['--import', join(root, 'scripts', file)]

/**
 * A child in a process group of its own, so that a Ctrl-C in the terminal reaches only this script, which stops its
 * children in order. Standard input is a pipe by which the child notices that we are gone.
 */
export function spawnChild(
  args: readonly string[],
  env: Environment,
  stdout: 'inherit' | 'ignore' | 'pipe' = 'inherit',
): ChildProcess {
  return spawn(process.execPath, [...preload('end-with-parent.mjs'), ...args], {
    cwd: root,
    detached: true,
    stdio: ['pipe', stdout, stdout === 'pipe' ? 'pipe' : 'inherit'],
    env: asEnv(env),
  })
}

/** Guarantee: none is needed; Next declares NODE_ENV as always set, and a child's environment may lack it. */
function asEnv(env: Environment): NodeJS.ProcessEnv {
  return env as NodeJS.ProcessEnv
}
