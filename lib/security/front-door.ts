import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage, Server, ServerResponse } from 'node:http'
import { addressHeader, clientAddress, sealedAddress } from './client-address'

/*
 * Next gives pages no socket, keeps an X-Forwarded-For that the sender wrote, and builds its HTTP server out of reach.
 * Node announces every request on this channel before Next hears of it, which is early enough to mend all three.
 */

type Announced = { request: IncomingMessage; response: ServerResponse; server: Server }

const announced = (message: unknown): Announced | null => {
  if (typeof message !== 'object' || message === null) return null
  const { request, response, server } = message as Record<keyof Announced, unknown>
  if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse) || !(server instanceof Server))
    return null
  return { request, response, server }
}

/** Slow senders free their connection (N-13); keep-alive outlasts the 60 s after which proxies drop theirs. */
export const limitServer = (server: Server): void => {
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 65_000
}

// Words Next would believe although the sender wrote them (N-09, M10).
const claims = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded']

/** Replaces what the sender claims about itself by what this process knows. */
export const receive = (request: IncomingMessage, trustProxy: boolean): void => {
  const forwarded = request.headers['x-forwarded-for']
  const hops = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
  const address = clientAddress(request.socket.remoteAddress, hops, trustProxy)
  for (const name of claims) delete request.headers[name]
  request.headers['x-forwarded-for'] = address
  request.headers[addressHeader] = sealedAddress(address)
}

const shelf: { swikritiServers?: Set<Server>; swikritiDraining?: boolean } = globalThis as {
  swikritiServers?: Set<Server>
  swikritiDraining?: boolean
}

/** Stands at the door of this process from now on; calling it twice changes nothing. */
export const openFrontDoor = (trustProxy: boolean): void => {
  if (shelf.swikritiServers) return
  const servers = new Set<Server>()
  shelf.swikritiServers = servers
  subscribe('http.server.request.start', (message) => {
    const arrival = announced(message)
    if (arrival === null) return
    if (!servers.has(arrival.server)) {
      servers.add(arrival.server)
      limitServer(arrival.server)
    }
    receive(arrival.request, trustProxy)
    // A connection that stays open past the drain would be cut with a request in it.
    if (isDraining()) arrival.response.shouldKeepAlive = false
  })
}

/** True from SIGTERM on: `/readyz` answers 503 so that no new people are sent here. */
export const isDraining = (): boolean => shelf.swikritiDraining === true

export const startDraining = (): void => {
  shelf.swikritiDraining = true
}

/** Stops accepting connections and resolves when the requests under way are answered. */
export const closeFrontDoor = async (): Promise<void> => {
  const close = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      // Connections become idle one by one as their answers end; nothing else would close those before their timeout.
      const sweep = setInterval(() => server.closeIdleConnections(), 50)
      server.close(() => {
        clearInterval(sweep)
        resolve()
      })
    })
  await Promise.all([...(shelf.swikritiServers ?? [])].map(close))
}
