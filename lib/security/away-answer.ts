import 'server-only'
import type { ServerResponse } from 'node:http'
import { mayComeFromAway } from '@/lib/db/health'

/**
 * A page or an action that was under way when the database went can only fail, and Next calls every failure 500. Whoever
 * waited for it is told what is true: not now, come back (F-21).
 */
export const sayAwayForFault = (response: ServerResponse): void => {
  const write = response.writeHead.bind(response)
  // Also called by Node itself, with the status alone, when headers go out by themselves.
  response.writeHead = (status: number, ...rest: never[]) => {
    if (status !== 500 || !mayComeFromAway()) return write(status, ...rest)
    response.setHeader('Retry-After', '15')
    response.statusMessage = 'Service Unavailable'
    return write(503, ...rest)
  }
}
