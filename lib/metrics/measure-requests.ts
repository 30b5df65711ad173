import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { processState } from '@/lib/process-state'
import { announced } from '@/lib/security/front-door'
import { builtRoutes, routeNames } from './route-name'
import { series } from './series'

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])

/** "2xx"; a request whose client left before the answer was whole says so. */
const statusOf = (response: ServerResponse): string =>
  response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'aborted'

/** Times every answer of this process, from the first byte of the request; call it after the front door is open. */
export const measureRequests = (patterns: readonly string[] = builtRoutes()): void => {
  const measuring = processState('measuring', () => ({ on: false }))
  if (measuring.on) return
  measuring.on = true
  const nameOf = routeNames(patterns)
  subscribe('http.server.request.start', (message) => {
    const arrival = announced(message)
    if (arrival === null) return
    const { request, response } = arrival
    const startedAt = performance.now()
    // Both are read now: Next rewrites the address, and the front door the method of a body it leaves outside.
    const route = nameOf((request.url ?? '').split('?', 1)[0] ?? '')
    const method = knownMethods.has(request.method ?? '') ? (request.method ?? '') : 'other'
    response.once('close', () =>
      series().requests.observe({ method, route, status: statusOf(response) }, (performance.now() - startedAt) / 1000),
    )
  })
}
