/** One API call from arrival to answer: recorded, delayed, limited, spoilt if ordered, answered. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, gatewayMessage, refusal, sendAnswer } from './answer.ts'
import { type ApiRequest, answerApi, endpointOf, sessionIdOf } from './api.ts'
import { type Call, safeHeaders } from './calls.ts'
import type { Fault } from './faults.ts'
import { spoil } from './spoil.ts'
import type { World } from './world.ts'

/** JSON where it is JSON, the text where it is not: a bad body is for the route to refuse. */
const parseBody = (text: string): unknown => {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return text
    throw cause
  }
}

const redirectUrlOf = (body: unknown): string | null => {
  const url: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'redirect_url') : null
  return typeof url === 'string' ? url : null
}

const describeToken = (world: World, header: string): string => {
  const { scheme, apiKey } = world.tokens.describe(header)
  return `(${scheme} token of ${apiKey ?? 'nobody'})`
}

const record = (world: World, { endpoint, method, path, headers, body }: ApiRequest): Call => {
  const session_id = sessionIdOf(path)
  const session = session_id === null ? null : world.sessions.find(session_id)
  return world.calls.record({
    endpoint,
    method,
    path,
    headers: safeHeaders(headers, describeToken(world, headers.authorization ?? '')),
    body,
    at: world.clock.now(),
    session_id,
    redirect_url: session?.request.redirect_url ?? redirectUrlOf(body),
    status: null,
  })
}

const limited = (world: World, request: ApiRequest): Answer | null => {
  const { limiter, settings, clock } = world
  const wait = limiter.take(String(request.headers['x-api-key'] ?? ''), settings.rpmLimit)
  if (wait === null) return null
  const answer = refusal(clock.now(), 429, 'Too Many Requests')
  return settings.retryAfter ? { ...answer, headers: { 'retry-after': String(wait) } } : answer
}

/** The answer of a fault that comes instead of the right one; null for faults that spoil the right one. */
const instead = (world: World, request: ApiRequest, fault: Fault): Answer | null => {
  if (fault.kind === 'redirect') return { ...gatewayMessage(302, 'Moved'), headers: { location: fault.location } }
  if (fault.kind !== 'error') return null
  if (fault.executed) answerApi(world, request)
  const { status, message, envelope, retryAfter } = fault
  const answer = envelope ? refusal(world.clock.now(), status, message) : gatewayMessage(status, message)
  return retryAfter === undefined ? answer : { ...answer, headers: { 'retry-after': String(retryAfter) } }
}

/** Answers one call to Sandbox. `text` is the body as it arrived. */
export const openDoor = async (
  world: World,
  req: IncomingMessage,
  res: ServerResponse,
  { path, text, origin }: { path: string; text: string; origin: string },
): Promise<void> => {
  const method = req.method ?? 'GET'
  const endpoint = endpointOf(method, path)
  const onSession = (session_id: string): void => {
    call.session_id = session_id
  }
  const request: ApiRequest = { endpoint, method, path, headers: req.headers, body: parseBody(text), origin, onSession }
  const call = record(world, request)
  const encoding = req.headers['accept-encoding']?.toString()
  const { signal } = world.stopping
  const latency = endpoint === 'other' ? 0 : world.settings.latencyMs[endpoint]
  if (latency > 0) await sleep(latency, undefined, { signal })

  const refused = limited(world, request)
  const fault = refused ? null : world.faults.take(endpoint, [call.session_id, call.redirect_url])
  if (fault?.kind === 'reset' && fault.when === 'before') {
    res.socket?.resetAndDestroy()
    return
  }
  const answer = refused ?? (fault && instead(world, request, fault))
  res.on('finish', () => {
    call.status = res.statusCode
  })
  if (answer) sendAnswer(res, answer, encoding)
  else if (fault) await spoil(res, answerApi(world, request), fault, signal, encoding)
  else sendAnswer(res, answerApi(world, request), encoding)
}
