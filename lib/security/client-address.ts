import 'server-only'
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { sameSecret } from '@/lib/ids'
import { processState } from '@/lib/process-state'

/** Where the front door leaves the address for pages and actions. */
export const addressHeader = 'x-client-address'

// A request that slipped in before the front door stood, or was sent with this header, must not choose its own address.
const addressSeal = () => processState('address seal', () => randomBytes(16).toString('base64url'))

/** All requests whose address we do not know share one bucket, so not being known brings nothing. */
export const unknownPrefix = 'unknown'

const groupsOf = (half: string): string[] => half.split(':').filter((group) => group !== '')

/** The network an address belongs to: /24 for IPv4, /48 for IPv6, which is what one household or office gets. */
export const networkPrefix = (address: string): string => {
  const bare = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIP(bare) === 4) return `${bare.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(bare) !== 6) return unknownPrefix
  const [head = '', tail] = bare.toLowerCase().split('::')
  const left = groupsOf(head)
  const right = groupsOf(tail ?? '')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...right]
  const first = groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16))
  return `${first.join(':')}::/48`
}

/**
 * The address that counts as the client's: the socket's, or with a trusted proxy in front the last hop it wrote.
 * Earlier hops are whatever the sender claimed.
 */
export const clientAddress = (
  socket: string | undefined,
  forwarded: string | undefined,
  trustProxy: boolean,
): string => {
  const last = trustProxy ? forwarded?.split(',').at(-1)?.trim() : undefined
  return last !== undefined && isIP(last) !== 0 ? last : (socket ?? '')
}

/** Words a proxy or a tunnel adds; a caller on this machine has no reason to. */
const forwardingHeaders = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via']

/** True while nothing says that the request was passed on by somebody. @param headers as they arrived */
export const isDirect = (headers: Readonly<Record<string, unknown>>): boolean =>
  forwardingHeaders.every((name) => headers[name] === undefined)

/** The header value by which this process recognises what it noted itself. */
export const sealedAddress = (address: string, direct: boolean): string =>
  `${addressSeal()} ${address} ${direct ? 'direct' : 'forwarded'}`

const isLoopback = (address: string): boolean => /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/.test(address)

/**
 * True for a program on this very machine. Behind a trusted proxy every request comes from a loopback address, and a proxy
 * that forgets its headers must not open a door: then nobody is local.
 */
export const isLocalCaller = (headers: { get(name: string): string | null }, trustProxy: boolean): boolean => {
  const [seal = '', address = '', way = ''] = (headers.get(addressHeader) ?? '').split(' ')
  return !trustProxy && sameSecret(seal, addressSeal()) && way === 'direct' && isLoopback(address)
}

/** The network prefix of the client of this request, for rate limits. @param headers `await headers()` of Next. */
export const clientPrefix = (headers: { get(name: string): string | null }): string => {
  const [seal = '', address = ''] = (headers.get(addressHeader) ?? '').split(' ')
  return sameSecret(seal, addressSeal()) ? networkPrefix(address) : unknownPrefix
}
