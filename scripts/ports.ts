import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { StartProblem } from './problem.ts'

/** Whether nobody listens on this port of this address. */
export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

/** Waits a little for a web process of a killed start that is still draining. @throws StartProblem */
export async function requireFree(port: number, host: string, verb: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    if (await isFree(port, host)) return
    await sleep(100)
  }
  throw new StartProblem(
    `Port ${port} on ${host} is in use by another program. Stop it, or choose another: PORT=${port + 100} npm ${verb}`,
  )
}

/** The wished port, or any free one. */
export async function portNear(wished: number): Promise<number> {
  return wished <= 65_535 && (await isFree(wished, '127.0.0.1')) ? wished : freePort()
}
