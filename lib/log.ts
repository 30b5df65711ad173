import 'server-only'
import pino, { type Logger } from 'pino'
import { logLevel } from './env'
import { logText } from './log-text'

/** Every field a log line may have, and its type. Anything else does not compile and is dropped at run time (G-06). */
const fieldTypes = {
  reference: 'string', // what people quote: SW-…
  request_id: 'string',
  kyc_session: 'string', // our row id, never the provider's session_id
  attempt: 'string', // our row id of an attempt
  actor: 'string', // kind or row id, never a name
  route: 'string', // the pattern, never the address
  method: 'string',
  path: 'string', // provider path with ids replaced
  kind: 'string',
  code: 'string',
  reason: 'string',
  status: 'string',
  from: 'string',
  to: 'string',
  raw_status: 'string',
  outcome: 'string',
  directive: 'string',
  digest: 'string',
  job: 'string',
  queue: 'string',
  instance: 'string',
  transaction_id: 'string', // Sandbox's id of one call
  error_name: 'string',
  error_code: 'string',
  error_message: 'string',
  stack: 'string',
  body_hash: 'string',
  audit_head: 'string', // a signed head of the audit trail
  http_status: 'number',
  duration_ms: 'number',
  wait_ms: 'number',
  age_s: 'number',
  count: 'number',
  total: 'number',
  tries: 'number',
  limit: 'number',
  bytes: 'number',
  port: 'number',
  sent: 'boolean',
  bound: 'boolean',
  alert: 'boolean', // somebody should look at this now
} as const

type FieldName = keyof typeof fieldTypes
type Shapes = { string: string; number: number; boolean: boolean }
export type LogFields = { readonly [K in FieldName]?: Shapes[(typeof fieldTypes)[K]] | null | undefined }

/** `noun.past`, like the audit trail. */
export type LogEvent = `${string}.${string}`

// A head names no person and opens nothing; masked, it could not be checked any more (lib/audit/chain/signed-head.ts).
const isSignedHead = (name: string, text: string): boolean =>
  name === 'audit_head' && /^swh1\.[A-Za-z0-9_-]{20,2000}\.[A-Za-z0-9_-]{86}$/.test(text)

const isFieldName = (name: string): name is FieldName => Object.hasOwn(fieldTypes, name)

/** The number itself, unless it is long enough to be somebody's number. */
const safeNumber = (value: number): number | string =>
  Number.isFinite(value) && Math.abs(value) < 1e9 ? value : '[number]'

/** The line as it is written: known fields of the declared type only, text cleaned and masked. */
export const allowedFields = (fields: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> => {
  const line: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (!isFieldName(name) || typeof value !== fieldTypes[name]) continue
    if (typeof value === 'string') line[name] = isSignedHead(name, value) ? value : logText(value)
    else if (typeof value === 'number') line[name] = safeNumber(value)
    else if (typeof value === 'boolean') line[name] = value
  }
  return line
}

// Messages of these never quote input; others can (JSON.parse quotes the body, drizzle the parameters).
const quotable = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'ProviderError', 'ConfigurationError'])

const ownFrames = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node_modules|node:|<anonymous>|\beval\b/.test(line))
    .slice(0, 6)
    .map((line) => line.trim().replaceAll(`${process.cwd()}/`, ''))
    .join(' | ')

const codeOf = (error: Error): string | undefined => {
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error ? codeOf(error.cause) : undefined
}

/** The loggable part of something thrown: name, code, own frames, and the message only where it cannot quote input. */
export const errorFields = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return { error_name: typeof error }
  const name = error.constructor.name
  const message = quotable.has(name) && !('params' in error) ? error.message : undefined
  return {
    error_name: error.name,
    error_code: codeOf(error),
    error_message: message,
    stack: ownFrames(error.stack ?? ''),
  }
}

/** A logger on a file descriptor. At most 1 MB waits for an output that takes nothing; what comes then is lost. */
export const openLogger = (descriptor: number): Logger => {
  const out = pino.destination({ dest: descriptor, sync: true, maxLength: 1_048_576 })
  // A full disk or a closed pipe must not take the product down (F-22); there is nowhere left to report it.
  out.on('error', () => undefined)
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      level: logLevel(),
      formatters: { level: (label) => ({ level: label }) },
    },
    out,
  )
}

let logger: Logger | undefined

const write = (level: 'debug' | 'info' | 'warn' | 'error', event: LogEvent, fields: LogFields): void => {
  logger ??= openLogger(1)
  logger[level]({ event: logText(event), ...allowedFields(fields) })
}

/** One JSON line per event on stdout. Pass an error through `errorFields`. */
export const log = {
  debug: (event: LogEvent, fields: LogFields = {}): void => write('debug', event, fields),
  info: (event: LogEvent, fields: LogFields = {}): void => write('info', event, fields),
  warn: (event: LogEvent, fields: LogFields = {}): void => write('warn', event, fields),
  error: (event: LogEvent, fields: LogFields = {}): void => write('error', event, fields),
}
