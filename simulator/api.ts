/** What Sandbox answers when nothing goes wrong, and when the caller is at fault. */
import type { IncomingHttpHeaders } from 'node:http'
import { type InitRequest, initRequestSchema, standInInitRequestSchema } from '../lib/provider/sandbox-schema.ts'
import { type Answer, gatewayMessage, refusal, success } from './answer.ts'
import { authorizationUrl } from './authorization-url.ts'
import type { Endpoint } from './calls.ts'
import { consentExpiryMs, type Session } from './sessions.ts'
import type { World } from './world.ts'

export type ApiRequest = {
  endpoint: Endpoint
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: unknown
  /** Where the caller reached us: the address we may send a browser to. */
  origin: string
  /** Told the id of the session an init made, before anything else can happen to the answer. */
  onSession: (session_id: string) => void
}

const statusPath = /^\/kyc\/digilocker\/sessions\/([^/]+)\/status$/
const entities = { api: 'in.co.sandbox.kyc.digilocker.session', sdk: 'in.co.sandbox.kyc.digilocker.sdk.session' }

export const endpointOf = (method: string, path: string): Endpoint => {
  if (method === 'POST' && path === '/authenticate') return 'authenticate'
  if (method === 'POST' && path === '/kyc/digilocker/sessions/init') return 'init'
  return method === 'GET' && statusPath.test(path) ? 'status' : 'other'
}

/** The session id a path names, undecoded; null for other paths. */
export const sessionIdOf = (path: string): string | null => statusPath.exec(path)?.[1] ?? null

const headerOf = (headers: IncomingHttpHeaders, name: string): string => String(headers[name] ?? '')

const badKey = ({ clock, settings }: World): Answer =>
  settings.badKeyStatus === 401 ? refusal(clock.now(), 401, 'Unauthorized') : gatewayMessage(403, 'Forbidden')

const authenticate = (world: World, { headers }: ApiRequest): Answer => {
  const { keys, settings, clock, tokens } = world
  const secret = headerOf(headers, 'x-api-secret')
  const pair = keys.find(({ key }) => key === headerOf(headers, 'x-api-key'))
  if (!pair || pair.secret !== secret) return badKey(world)
  const access_token = tokens.issue(pair.key, settings)
  if (settings.legacyTokenShape) return { status: 200, body: { access_token } }
  return success(clock.now(), { access_token })
}

/** Null when the caller may go on, else the refusal. */
const gate = (world: World, { headers }: ApiRequest): Answer | null => {
  const { keys, settings, clock, tokens } = world
  const key = headerOf(headers, 'x-api-key')
  if (!keys.some((pair) => pair.key === key)) return badKey(world)
  if (headers.authorization === undefined) return refusal(clock.now(), 401, 'Unauthorized')
  const verdict = tokens.judge(headers.authorization, settings)
  if (verdict.ok && verdict.apiKey === key) return null
  if (settings.badTokenStatus === 401) return refusal(clock.now(), 401, 'Unauthorized')
  return refusal(clock.now(), 403, verdict.ok ? 'Invalid access token' : verdict.message)
}

const soonestExpiry = 3_600_000

const readInit = ({ settings, clock }: World, body: unknown): InitRequest | null => {
  const schema = settings.allowLoopbackHttp ? standInInitRequestSchema : initRequestSchema
  const parsed = schema.safeParse(body)
  if (!parsed.success) return null
  const expiry = consentExpiryMs(parsed.data, settings)
  return expiry !== null && expiry < clock.now() + soonestExpiry ? null : parsed.data
}

const init = (world: World, request: ApiRequest): Answer => {
  const { settings, clock, sessions } = world
  const asked = readInit(world, request.body)
  if (!asked) return refusal(clock.now(), settings.invalidBodyStatus, 'Invalid request body')
  const earlier = settings.sameSessionIdAlways ? sessions.first() : null
  const session = sessions.create(headerOf(request.headers, 'x-api-key'), asked, settings)
  request.onSession(session.id)
  return success(clock.now(), {
    '@entity': 'in.co.sandbox.kyc.digilocker.session.response',
    session_id: earlier?.id ?? session.id,
    authorization_url: settings.authorizationUrlOverride ?? authorizationUrl(request.origin, session),
  })
}

const statusBody = ({ sessions, settings }: World, session: Session): Record<string, unknown> => {
  const { status, documents, updatedAt } = sessions.statusOf(session)
  return {
    id: session.id,
    created_at: session.createdAt,
    ...(updatedAt === null ? {} : { updated_at: updatedAt }),
    ...(settings.statusEntity === 'absent' ? {} : { '@entity': entities[settings.statusEntity] }),
    status,
    ...(status === 'succeeded' && !settings.omitDocumentsConsented ? { documents_consented: documents } : {}),
  }
}

const readStatus = (world: World, request: ApiRequest): Answer => {
  const { sessions, settings, clock } = world
  const id = sessionIdOf(request.path) ?? ''
  const session = sessions.find(id)
  const notFound = refusal(clock.now(), 521, `Data not found for: ${id}`)
  if (!session) return notFound
  if (session.apiKey === headerOf(request.headers, 'x-api-key')) return success(clock.now(), statusBody(world, session))
  return settings.otherKeysSession === 521 ? notFound : refusal(clock.now(), 403, 'Insufficient privilege')
}

const isDigiLocker = (path: string): boolean => path.startsWith('/kyc/digilocker')

/** The vendor's answer to one call. Changes the world only where the vendor would. */
export const answerApi = (world: World, request: ApiRequest): Answer => {
  if (request.endpoint === 'authenticate') return authenticate(world, request)
  if (world.settings.testHostMode && isDigiLocker(request.path)) return refusal(world.clock.now(), 404, 'Not Found')
  // What the gateway says on a path it does not know, and on a known path with another method.
  if (request.endpoint === 'other') return gatewayMessage(403, 'Missing Authentication Token')
  const refused = gate(world, request)
  if (refused) return refused
  return request.endpoint === 'init' ? init(world, request) : readStatus(world, request)
}
