import 'server-only'
import { ProviderError, type ProviderErrorKind } from './errors'
import type { Answer } from './request'

// 403 texts are prose and have changed before, so parts of them are looked for, whatever their case (contract 1.4).
const forbiddenReasons: readonly (readonly [part: string, kind: ProviderErrorKind])[] = [
  ['invalid access token', 'auth'],
  ['access token has expired', 'auth'],
  ['access revoked', 'auth'],
  ['insufficient privilege', 'forbidden'],
  ['bad credentials', 'forbidden'],
  ['insufficient credits', 'credits'],
  ['quota', 'quota'],
]

const forbiddenKind = (message: string): ProviderErrorKind => {
  const text = message.toLowerCase()
  return forbiddenReasons.find(([part]) => text.includes(part))?.[1] ?? 'forbidden'
}

const kindOfCode: Readonly<Record<number, ProviderErrorKind>> = Object.freeze({
  401: 'auth',
  429: 'rate_limited',
  521: 'not_found', // this vendor's "unknown session", not a server error
  523: 'lifecycle', // this vendor's "wrong moment"
})

const kindOf = (status: number, message: string): ProviderErrorKind => {
  const named = kindOfCode[status]
  if (named) return named
  if (status === 403) return forbiddenKind(message)
  if (status >= 500) return 'unavailable'
  if (status >= 400) return 'invalid_request'
  // A redirect is never followed: the request carries our key (ASVS 15.3.2).
  return 'contract'
}

/** True when a new token may help: 401, or a 403 that speaks of the token (contract 1.4). */
export const isTokenRefusal = (answer: Answer): boolean =>
  kindOf(answer.exchange.http_status ?? 0, answer.message) === 'auth'

/** The typed failure for any answer that is not a success (contract 1.4). A 4xx was refused, so nothing was done. */
export const errorOfAnswer = (answer: Answer): ProviderError => {
  const status = answer.exchange.http_status ?? 0
  const kind = kindOf(status, answer.message)
  const refused = (status >= 400 && status < 500) || kind === 'not_found' || kind === 'lifecycle'
  return new ProviderError(kind, `${answer.exchange.path} answered ${status}`, {
    sent: !refused,
    exchange: answer.exchange,
    ...(answer.retryAfterSeconds === null ? {} : { retryAfterSeconds: answer.retryAfterSeconds }),
  })
}
