import 'server-only'
import { Pool } from 'undici'
import { processState } from '@/lib/process-state'

/** How long each part of one call may take, counted from its beginning (F-07). */
export const deadlines = { connectMs: 3_000, headersMs: 8_000, bodyMs: 10_000 } as const

/** An answer is a few hundred bytes; whatever is larger is not ours to read (F-09). */
export const maxAnswerBytes = 256 * 1024

const pools = () => processState('http pools', () => new Map<string, Pool>())

const open = (origin: string): Pool =>
  new Pool(origin, {
    // Bounded so that a slow vendor cannot open sockets without end (F-27); the budget allows far fewer at once.
    connections: 128,
    pipelining: 1,
    // The vendor's gateway is a plain HTTP/1.1 peer here: one socket that dies takes one call with it, not many.
    allowH2: false,
    // The default of 4 s unless the server says otherwise: a longer rest risks sending an init into a closed socket.
    keepAliveTimeout: 4_000,
    // request.ts keeps one clock for the whole call; undici's per-chunk timers would not notice one byte a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxAnswerBytes,
    // Stated, so that no environment variable of the process can switch it off (F-17).
    connect: { timeout: deadlines.connectMs, rejectUnauthorized: true },
  })

/** The one pooled agent for an origin. */
export const httpPool = (origin: string): Pool => {
  const known = pools().get(origin)
  if (known) return known
  const made = open(origin)
  pools().set(origin, made)
  return made
}

/** Closes every idle connection at shutdown; calls under way end first. */
export const closeHttpPools = async (): Promise<void> => {
  const closing = [...pools().values()]
  pools().clear()
  await Promise.all(closing.map((pool) => pool.close()))
}
