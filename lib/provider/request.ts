import 'server-only'
import { nowMs } from '@/lib/clock'
import { ProviderError } from './errors'
import { deadlines, httpPool } from './http-pool'
import type { Exchange } from './provider'
import { noteProviderClock } from './provider-clock'
import { bodyHash, type HeaderValues, headerOf, retryAfterSeconds, saysJson, unpack } from './read-answer'
import { JsonRefused, parseJson } from './safe-json'

/** One HTTP call. `path` is what may be shown (ids replaced), `target` what is really asked for. */
export type Call = {
  readonly baseUrl: string
  readonly method: Exchange['method']
  readonly path: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Monotonic moment at which a whole group of tries must be over; the call's own limits hold beside it. */
  readonly endsAt?: number
}

/** What came back, not yet judged: any status, and a body only where it is acceptable JSON. */
export type Answer = {
  readonly exchange: Exchange
  readonly json: unknown
  /** Why there is no `json`; null when there is. Quotes nothing. */
  readonly problem: string | null
  /** The vendor's prose, only for telling kinds of refusal apart. Never shown, never logged. */
  readonly message: string
  readonly retryAfterSeconds: number | null
}

// The vendor's edge may refuse callers that do not name themselves; the name says nothing about the deployment.
const everyCall = { accept: 'application/json', 'user-agent': 'swikriti' } as const

// Failures that happen before a byte of the request is on its way: name look-up, connecting, the TLS handshake.
const beforeSending =
  /^(ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|EPROTO)|CERT|TLS|SSL|VERIFY/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'

/** A deadline that can be moved, for one call. It runs on timers, so a clock that is set back does not stretch it. */
const stopwatch = (endsAt: number) => {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const until = (moment: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => controller.abort(), Math.max(0, Math.min(moment, endsAt) - performance.now()))
  }
  return { signal: controller.signal, until, stop: () => clearTimeout(timer) }
}

const textField = (json: unknown, name: string): string => {
  const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined
  return typeof value === 'string' ? value : ''
}

/** The vendor's id of the call, from body or gateway header; anything but a plain id is dropped (log injection). */
const transactionId = (json: unknown, headers: HeaderValues): string | null => {
  const id = textField(json, 'transaction_id') || headerOf(headers, 'x-amzn-requestid') || ''
  return /^[\w-]{1,80}$/.test(id) ? id : null
}

const readJson = async (raw: Buffer, headers: HeaderValues): Promise<{ json: unknown; problem: string | null }> => {
  if (!saysJson(headers)) return { json: undefined, problem: `content type is not JSON, ${bodyHash(raw)}` }
  try {
    const body = await unpack(raw, headers)
    return { json: parseJson(body.toString('utf8')), problem: null }
  } catch (error) {
    const reason = error instanceof JsonRefused ? error.message : `body cannot be unpacked (${codeOf(error)})`
    return { json: undefined, problem: `${reason}, ${bodyHash(raw)}` }
  }
}

type Received = { status: number; headers: HeaderValues; raw: Buffer; tooLarge: boolean }

const receive = async (call: Call, startedAt: number, watch: ReturnType<typeof stopwatch>): Promise<Received> => {
  watch.until(startedAt + deadlines.headersMs)
  const { statusCode, headers, body } = await httpPool(call.baseUrl).request({
    method: call.method,
    path: call.target,
    headers: {
      ...everyCall,
      ...call.headers,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: call.body === undefined ? null : JSON.stringify(call.body),
    signal: watch.signal,
  })
  noteProviderClock(headers, performance.now() - startedAt)
  watch.until(startedAt + deadlines.bodyMs)
  try {
    return { status: statusCode, headers, raw: Buffer.from(await body.arrayBuffer()), tooLarge: false }
  } catch (error) {
    if (codeOf(error) !== 'UND_ERR_RES_EXCEEDED_MAX_SIZE') throw error
    return { status: statusCode, headers, raw: Buffer.alloc(0), tooLarge: true }
  }
}

/**
 * Sends one call, once, and reads at most 256 KB of the answer. Redirects are not followed.
 * @throws ProviderError `timeout` or `connection`; every HTTP status is an `Answer`.
 */
export const sendCall = async (call: Call): Promise<Answer> => {
  const startedAt = performance.now()
  const watch = stopwatch(call.endsAt ?? Number.POSITIVE_INFINITY)
  const exchange = (http_status: number | null, transaction_id: string | null): Exchange => ({
    method: call.method,
    path: call.path,
    http_status,
    duration_ms: Math.round(performance.now() - startedAt),
    transaction_id,
  })
  try {
    const { status, headers, raw, tooLarge } = await receive(call, startedAt, watch)
    const { json, problem } = tooLarge
      ? { json: undefined, problem: 'answer is larger than 256 KB' }
      : await readJson(raw, headers)
    return {
      exchange: exchange(status, transactionId(json, headers)),
      json,
      problem,
      message: textField(json, 'message'),
      retryAfterSeconds: retryAfterSeconds(headers, nowMs()),
    }
  } catch (cause) {
    const code = codeOf(cause)
    const late = watch.signal.aborted || code === 'UND_ERR_CONNECT_TIMEOUT'
    throw new ProviderError(late ? 'timeout' : 'connection', `${call.path} got no answer (${late ? 'late' : code})`, {
      sent: !beforeSending.test(code),
      exchange: exchange(null, null),
      cause,
    })
  } finally {
    watch.stop()
  }
}
