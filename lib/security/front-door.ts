import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage, Server, ServerResponse } from 'node:http'
import { processState } from '@/lib/process-state'
import { arrivalMs, limitArrival, longestArrivalMs } from './arrival'
import { sayAwayForFault } from './away-answer'
import { addressHeader, clientAddress, isDirect, sealedAddress } from './client-address'
import { sayFaultInFull } from './fault-answer'
import { headersOf } from './headers-of'
import { lingerAfterAnswer } from './linger'
import { sayNotFoundInFull } from './not-found-answer'
import { bodyRefusal } from './request-limits'
import { seeOtherAfterPost } from './see-other'

/*
 * Next gives pages no socket, keeps an X-Forwarded-For that the sender wrote, and builds its HTTP server out of reach.
 * Node announces every request on this channel before Next hears of it, which is early enough to mend this and what follows below.
 */

type Announced = { request: IncomingMessage; response: ServerResponse; server: Server }

/** What Node says of a request that arrives, or null for anything else. Guarantee: the three fields stay unknown until each was looked at. */
export const announced = (message: unknown): Announced | null => {
  if (typeof message !== 'object' || message === null) return null
  const { request, response, server } = message as Record<keyof Announced, unknown>
  if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse) || !(server instanceof Server))
    return null
  return { request, response, server }
}

/** Slow senders free their connection (N-13); keep-alive outlasts the 60 s after which proxies drop theirs. */
export const limitServer = (server: Server): void => {
  server.headersTimeout = 10_000
  server.requestTimeout = longestArrivalMs
  server.keepAliveTimeout = 65_000
}

// Words Next would believe although the sender wrote them (N-09, M10).
const claims = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded']

/**
 * The request target in the one spelling we answer to. Next answers other spellings itself with a 308, which would repeat
 * a form post, and for an absolute form repeats a host the sender chose.
 */
export const plainTarget = (target: string): { host: string | null; target: string } => {
  const absolute = /^[a-z][a-z0-9+.-]*:[\\/]{2}([^\\/?#]*)/i.exec(target)
  const local = absolute ? target.slice(absolute[0].length) : target
  const cut = local.search(/[?#]/)
  const path = cut < 0 ? local : local.slice(0, cut)
  const plain = path.replace(/[\\/]+/g, '/').replace(/(?<=.)\/$/, '')
  const rooted = plain.startsWith('/') ? plain : `/${plain}`
  return { host: absolute?.[1] ?? null, target: rooted + (cut < 0 ? '' : local.slice(cut)) }
}

/** Replaces what the sender claims about itself by what this process knows. */
export const receive = (request: IncomingMessage, trustProxy: boolean): void => {
  const { host, target } = plainTarget(request.url ?? '/')
  request.url = target
  // An absolute target outranks the Host header (RFC 9112 section 3.2.2), and Node keeps only the first of two such
  // headers where a proxy may have kept the other: the host check must see what was really asked (F-41).
  const hosts = request.headersDistinct.host ?? []
  if (host !== null || hosts.length > 1) request.headers.host = host ?? hosts.join(',')
  const forwarded = request.headers['x-forwarded-for']
  const hops = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
  const address = clientAddress(request.socket.remoteAddress, hops, trustProxy)
  const direct = isDirect(request.headers)
  for (const name of claims) delete request.headers[name]
  request.headers['x-forwarded-for'] = address
  request.headers[addressHeader] = sealedAddress(address, direct)
}

/**
 * Next takes a body in whole before proxy.ts may look at its length, so a sender who announces 10 GB and sends nothing
 * would hold a page for as long as a request may take. Without a method that has a body nothing waits for it; proxy.ts
 * gives the refusal, and the connection ends with it (N-05).
 */
export const leaveBodyOutside = (request: IncomingMessage, response: ServerResponse): void => {
  if (bodyRefusal(headersOf(request), request.url ?? '/') === null) return
  request.method = 'GET'
  response.shouldKeepAlive = false
  lingerAfterAnswer(request.socket)
}

/** Next sets its own Vary over ours; every answer but a build asset depends on the cookie (N-12). */
export const varyByCookie = (response: ServerResponse): void => {
  const set = response.setHeader.bind(response)
  const named = (value: string): string => (/\bcookie\b/i.test(value) ? value : `Cookie, ${value}`)
  response.setHeader = (name, value) => set(name, name.toLowerCase() === 'vary' ? named(String(value)) : value)
  set('Vary', 'Cookie')
}

type Door = { servers: Set<Server>; open: boolean; draining: boolean }
const door = () => processState<Door>('front door', () => ({ servers: new Set(), open: false, draining: false }))

/** Stands at the door of this process from now on; calling it twice changes nothing. */
export const openFrontDoor = (trustProxy: boolean, publicOrigin: string): void => {
  const { servers, open } = door()
  if (open) return
  door().open = true
  subscribe('http.server.request.start', (message) => {
    const arrival = announced(message)
    if (arrival === null) return
    if (!servers.has(arrival.server)) {
      servers.add(arrival.server)
      limitServer(arrival.server)
    }
    receive(arrival.request, trustProxy)
    leaveBodyOutside(arrival.request, arrival.response)
    limitArrival(arrival.request, arrival.response, arrivalMs(arrival.request.url ?? '/'))
    seeOtherAfterPost(arrival.request, arrival.response)
    sayAwayForFault(arrival.response)
    sayNotFoundInFull(arrival.request, arrival.response)
    sayFaultInFull(arrival.request, arrival.response, publicOrigin)
    if (!arrival.request.url?.startsWith('/_next/static/')) varyByCookie(arrival.response)
    // A connection that stays open past the drain would be cut with a request in it.
    if (isDraining()) arrival.response.shouldKeepAlive = false
  })
}

/** True from SIGTERM on: `/readyz` answers 503 so that no new people are sent here. */
export const isDraining = (): boolean => door().draining

export const startDraining = (): void => {
  door().draining = true
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
  await Promise.all([...door().servers].map(close))
}
