/** The control API under `/__simulator/`: JSON, from this machine only. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { docTypes } from '../lib/kyc/doc-types.ts'
import type { Control } from './control.ts'
import { faultSchema } from './faults.ts'
import { scenarioNames, scenarios } from './scenarios.ts'
import { settingsPatchSchema } from './settings.ts'

export const controlPrefix = '/__simulator/'

const endpointSchema = z.enum(['authenticate', 'init', 'status', 'other'])
const filterSchema = z.object({
  endpoint: endpointSchema.optional(),
  contains: z.string().optional(),
  since: z.coerce.number().optional(),
})
const clockSchema = z.strictObject({ forward_ms: z.number().int().min(0) })
const planSchema = z.strictObject({ name: z.enum(scenarioNames), contains: z.string().min(1).optional() })
const lag = { lag_ms: z.number().int().min(0).optional() }
const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...lag, kind: z.literal('allow'), documents: z.array(z.enum(docTypes)) }),
  z.strictObject({ ...lag, kind: z.literal('deny') }),
  z.strictObject({ ...lag, kind: z.literal('fail') }),
  z.strictObject({ ...lag, kind: z.literal('expire') }),
])

const outcomePath = /^sessions\/([^/]+)\/outcome$/

const setOutcome = (control: Control, text: string, body: unknown) => {
  const { lag_ms, ...outcome } = outcomeSchema.parse(body)
  return { sessions: control.setOutcome(decodeURIComponent(text), outcome, lag_ms) }
}

/** The answer of a control route; undefined when there is none. @throws z.ZodError for a body out of shape. */
const route = (control: Control, method: string, url: URL, body: unknown): unknown => {
  const place = url.pathname.slice(controlPrefix.length)
  const query = Object.fromEntries(url.searchParams)
  const outcome = outcomePath.exec(place)?.[1]
  if (method === 'POST' && outcome) return setOutcome(control, outcome, body)
  switch (`${method} ${place}`) {
    case 'GET settings':
      return control.settings()
    case 'PUT settings':
      return control.set(settingsPatchSchema.parse(body))
    case 'GET faults':
      return control.faults()
    case 'POST faults':
      return control.addFault(faultSchema.parse(body))
    case 'DELETE faults':
      return { cleared: control.clearFaults(query.contains) ?? true }
    case 'POST clock':
      return { now: control.forward(clockSchema.parse(body).forward_ms) }
    case 'GET scenarios':
      return scenarioNames.map((name) => ({ name, label: scenarios[name].label }))
    case 'GET plans':
      return control.plans()
    case 'POST plans': {
      const { name, contains } = planSchema.parse(body)
      return { planned: control.plan(name, contains) ?? name }
    }
    case 'GET sessions':
      return control.sessions(query.contains)
    case 'GET calls':
      return control.calls(filterSchema.parse(query))
    case 'GET stats':
      return control.stats()
    case 'POST reset':
      return { reset: control.reset() ?? true }
    default:
      return undefined
  }
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address)

/** A page in a browser on this machine must not steer the simulator: neither by a form nor by a rebound host name. */
const isTrusted = (req: IncomingMessage): boolean =>
  isLoopback(req.socket.remoteAddress) &&
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(req.headers.host ?? '') &&
  req.headers.origin === undefined

const judge = (control: Control, req: IncomingMessage, url: URL, text: string): { status: number; body: unknown } => {
  if (!isTrusted(req)) return { status: 403, body: { error: 'The control door opens on this machine only.' } }
  try {
    const found = route(control, req.method ?? 'GET', url, text === '' ? {} : JSON.parse(text))
    if (found !== undefined) return { status: 200, body: found }
    return { status: 404, body: { error: `No control route ${req.method} ${url.pathname}` } }
  } catch (cause) {
    if (cause instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(cause) } }
    if (cause instanceof SyntaxError) return { status: 400, body: { error: 'The body is not JSON.' } }
    throw cause
  }
}

/** Answers one control call. */
export const serveControl = (
  control: Control,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  text: string,
): void => {
  const { status, body } = judge(control, req, url, text)
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}
