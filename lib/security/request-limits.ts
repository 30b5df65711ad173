import 'server-only'
import { isSameOrigin, originHeaders } from './origin'
import { uploadRoom } from './upload-ticket'

/** The part of a request that is judged before any page sees it. `target` is path and query. */
export type Incoming = {
  readonly method: string
  readonly path: string
  readonly target: string
  readonly headers: { get(name: string): string | null }
}

/** Largest body any form of ours needs; the same figure as Next's `bodySizeLimit`, which answers 500 instead (N-05). */
export const maxBodyBytes = 64 * 1024
const maxTargetChars = 8 * 1024

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])
/** A page would answer any other method as if it had been asked for (Next renders it); nothing here is changed by one. */
const known = new Set([...reads, 'POST'])

/** Doors for machines, which call by address; they say for themselves how the database is. */
export const isProbe = (path: string): boolean => path === '/livez' || path === '/readyz' || path === '/metrics'
// A provider may return by a form post of its own, and browsers send policy reports without saying from where.
const takesForeignPosts = (path: string): boolean => path === '/csp-report' || /^\/callback\/[^/]+\/return$/.test(path)

// Parsed once: this runs before every answer.
let hosts: { origin: string; names: readonly string[] } = { origin: '', names: [] }

/** Both spellings of our host: with the default port said and not said. */
const hostNames = (publicOrigin: string): readonly string[] => {
  if (hosts.origin === publicOrigin) return hosts.names
  const { host, hostname, protocol } = new URL(publicOrigin)
  const names = host === hostname ? [host, `${hostname}:${protocol === 'https:' ? 443 : 80}`] : [host]
  hosts = { origin: publicOrigin, names }
  return names
}

const isOurHost = (host: string | null, publicOrigin: string): boolean =>
  host !== null && hostNames(publicOrigin).includes(host.toLowerCase())

/**
 * 413 for a body longer than any form of ours, 411 for one that does not say its length, else null (N-05).
 * @param target path and query: the upload takes more than a form
 */
export const bodyRefusal = (headers: Incoming['headers'], target: string): 411 | 413 | null => {
  const length = headers.get('content-length')
  // Browsers always state the length of a form; without one the body could only be measured by reading it.
  if (length === null && headers.get('transfer-encoding') !== null) return 411
  return Number(length) > maxBodyBytes && Number(length) > (uploadRoom(target) ?? 0) ? 413 : null
}

/**
 * The status with which a request is turned away early, or null. Courtesy only: every action checks again, because
 * proxies have been walked around before. 421 wrong host (F-41), 405 a method nothing here knows, 414/413 too long (F-39), 411 no length, 403 foreign post.
 */
export const refusal = ({ method, path, target, headers }: Incoming, publicOrigin: string): number | null => {
  if (!isProbe(path) && !isOurHost(headers.get('host'), publicOrigin)) return 421
  if (target.length > maxTargetChars) return 414
  // Whatever the method: the front door lets a body that is too large in as a GET, so that nothing waits for it.
  const body = bodyRefusal(headers, target)
  if (body !== null) return body
  if (reads.has(method)) return null
  if (!known.has(method)) return 405
  if (takesForeignPosts(path)) return null
  return isSameOrigin(originHeaders(headers), publicOrigin) === 'foreign' ? 403 : null
}
