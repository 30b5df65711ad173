import 'server-only'
import { now, nowMs } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { requireSlot } from './budget'
import { ProviderError } from './errors'
import { contractError, judgeAnswer } from './judge-answer'
import type { Exchange } from './provider'
import { unixMs } from './provider-time'
import { sendCall } from './request'
import { parseJson } from './safe-json'
import { authenticateResponseSchema } from './sandbox-schema'
import { timeCall } from './time-call'
import type { StoredToken } from './token-store'
import type { Upstream } from './upstream'

// It goes into a header as it is: no line end, no space, and below what gateways take.
const sendable = /^[\x21-\x7e]{1,8000}$/

const dayMs = 24 * 60 * 60_000

/** `exp` of a JWT in milliseconds, or null. Only the time is read: `sub` is an e-mail address (contract 1.2). */
const expiryOf = (token: string): number | null => {
  const payload = token.split('.')[1]
  if (!payload) return null
  try {
    const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))
    const exp: unknown = typeof claims === 'object' && claims !== null ? Reflect.get(claims, 'exp') : undefined
    return typeof exp === 'number' && exp > 0 ? unixMs(exp) : null
  } catch {
    // Not a JWT we can read: the documented 24 hours hold then, and a refusal renews it sooner.
    return null
  }
}

/** A token lives a day at most, or until its own `exp` if that is sooner (F-25). */
export const tokenLife = (token: string, obtainedAt: number): Omit<StoredToken, 'generation'> => {
  const day = obtainedAt + dayMs
  return { token, obtainedAt, expiresAt: Math.min(expiryOf(token) ?? day, day) }
}

/** These calls belong to no session, so their row is written here and not by a verb. */
const note = async (exchange: Exchange, outcome: string): Promise<void> => {
  await pool().query(
    `insert into provider_calls (at, method, path, http_status, outcome, duration_ms, transaction_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      now(),
      exchange.method,
      exchange.path,
      exchange.http_status,
      outcome,
      exchange.duration_ms,
      exchange.transaction_id,
    ],
  )
}

/** `POST /authenticate`: the only call that carries the secret, and one call of the budget. @throws ProviderError */
export const authenticate = async (account: Upstream): Promise<Omit<StoredToken, 'generation'>> => {
  await requireSlot('person', account.rpm)
  return timeCall('/authenticate', () => ask(account))
}

const ask = async (account: Upstream): Promise<Omit<StoredToken, 'generation'>> => {
  try {
    const answer = await sendCall({
      baseUrl: account.baseUrl,
      method: 'POST',
      path: '/authenticate',
      target: '/authenticate',
      headers: {
        'x-api-key': account.apiKey,
        'x-api-secret': account.apiSecret,
        ...(account.apiVersion === null ? {} : { 'x-api-version': account.apiVersion }),
      },
    })
    const { access_token } = judgeAnswer(answer, authenticateResponseSchema)
    if (!sendable.test(access_token)) throw contractError(answer, 'the token cannot be sent in a header')
    await note(answer.exchange, 'ok')
    return tokenLife(access_token, nowMs())
  } catch (error) {
    if (error instanceof ProviderError && error.exchange) await note(error.exchange, error.kind)
    throw error
  }
}
