import 'server-only'
import type { Exchange } from './provider'

/** The closed list of ways the provider can be unwell (contract section 1.4). */
export type ProviderErrorKind =
  | 'auth' // key, secret or token refused even after one new token
  | 'forbidden' // privilege missing, or a 403 we cannot name
  | 'credits'
  | 'quota'
  | 'rate_limited' // the vendor's 429
  | 'no_budget' // our own budget is used up; nothing was sent
  | 'breaker_open' // we stopped asking for a moment; nothing was sent
  | 'invalid_request'
  | 'not_found' // 521: unknown session
  | 'lifecycle' // 523
  | 'unavailable' // 500, 503, 504 and their like
  | 'timeout' // no answer in time: for init the outcome is unknown
  | 'connection' // reset, refused, DNS, TLS
  | 'contract' // an answer we cannot use

type Facts = { sent: boolean; retryAfterSeconds?: number; exchange?: Exchange; cause?: unknown }

/** Thrown only inside lib/provider, turned into a refusal once, in the verb. The message never holds personal data. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind
  /** False when we know that the provider did not execute the call. */
  readonly sent: boolean
  readonly retryAfterSeconds: number | null
  readonly exchange: Exchange | null

  constructor(kind: ProviderErrorKind, message: string, facts: Facts) {
    super(message, { cause: facts.cause })
    this.name = 'ProviderError'
    this.kind = kind
    this.sent = facts.sent
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
    this.exchange = facts.exchange ?? null
  }
}
