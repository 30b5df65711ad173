/** What arrived at the vendor's door: enough to assert what was sent and how often, without keeping a secret. */
import type { IncomingHttpHeaders } from 'node:http'
import { createPeak } from './limiter.ts'

export type Endpoint = 'authenticate' | 'init' | 'status' | 'other'

export type Call = {
  readonly endpoint: Endpoint
  readonly method: string
  readonly path: string
  /** Lower-case names. `authorization` tells the scheme and the key, `x-api-secret` only that it was there. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, the text when it is none, null when empty. */
  readonly body: unknown
  /** Arrival, ms since 1970 by the simulator's clock. */
  readonly at: number
  /** Of an init, the one it made. */
  session_id: string | null
  readonly redirect_url: string | null
  /** Filled when the answer leaves; null while it is in the making or when the connection was cut. */
  status: number | null
}

export type CallFilter = { endpoint?: Endpoint | undefined; contains?: string | undefined; since?: number | undefined }

/** A load run of an hour must not fill the memory; counts go on regardless. */
const keptCalls = 20_000

/** Headers as tests may see them. */
export const safeHeaders = (headers: IncomingHttpHeaders, authorization: string): Record<string, string> => {
  const safe: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    safe[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  if (headers.authorization !== undefined) safe.authorization = authorization
  if (headers['x-api-secret'] !== undefined) safe['x-api-secret'] = '(present)'
  return safe
}

const matches = (call: Call, { endpoint, contains, since }: CallFilter): boolean =>
  (endpoint === undefined || call.endpoint === endpoint) &&
  (since === undefined || call.at >= since) &&
  (contains === undefined ||
    [call.session_id, call.redirect_url, call.path].some((text) => text?.includes(contains) ?? false))

export const createCalls = () => {
  let calls: Call[] = []
  let counts: Record<Endpoint, number> = { authenticate: 0, init: 0, status: 0, other: 0 }
  const peak = createPeak()
  return {
    record(call: Call): Call {
      calls.push(call)
      if (calls.length > keptCalls * 2) calls = calls.slice(-keptCalls)
      counts[call.endpoint] += 1
      peak.count()
      return call
    },
    list: (filter: CallFilter = {}): Call[] => calls.filter((call) => matches(call, filter)),
    /** Calls per endpoint since the last reset, and the most any sliding minute held, all endpoints together. */
    stats: () => ({ counts: { ...counts }, max_per_minute: peak.highest() }),
    reset: () => {
      calls = []
      counts = { authenticate: 0, init: 0, status: 0, other: 0 }
      peak.reset()
    },
  }
}

export type Calls = ReturnType<typeof createCalls>
