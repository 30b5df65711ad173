/** Every switch of the simulator. Where the contract only assumes, each position is a guess the client must survive. */
import { z } from 'zod'

const delay = z.number().int().min(0).max(600_000)
const latencySchema = z.strictObject({ authenticate: delay, init: delay, status: delay, consent: delay })

export const redirectModes = ['session_id', 'none', 'code_state', 'error_forwarded', 'double_question_mark'] as const
export type RedirectMode = (typeof redirectModes)[number]

const settingsSchema = z.strictObject({
  /** `/authenticate` answers `access_token` at the top level. */
  legacyTokenShape: z.boolean(),
  tokenLifetimeS: z.number().int().min(0),
  /** A sibling product's token carries `exp` in ms. */
  tokenExpUnit: z.enum(['s', 'ms']),
  /** A new token ends the older ones with "Access revoked". */
  newTokenRevokesOld: z.boolean(),
  badTokenStatus: z.union([z.literal(403), z.literal(401)]),
  badKeyStatus: z.union([z.literal(401), z.literal(403)]),
  invalidBodyStatus: z.union([z.literal(400), z.literal(422)]),
  /** The vendor takes https only; a product on this machine's http needs this. */
  allowLoopbackHttp: z.boolean(),
  /** Unit in which `consent_expiry` is read: ms in the OpenAPI, s in a Postman comment. */
  consentUnit: z.enum(['ms', 'seconds']),
  redirectMode: z.enum(redirectModes),
  /** Time between the person's return and the status that tells of it. */
  statusLagMs: z.number().int().min(0).max(600_000),
  denialStatus: z.enum(['failed', 'created_until_expired']),
  omitDocumentsConsented: z.boolean(),
  statusEntity: z.enum(['api', 'sdk', 'absent']),
  otherKeysSession: z.union([z.literal(521), z.literal(403)]),
  /** Every DigiLocker call answers 404, as on the vendor's test host. */
  testHostMode: z.boolean(),
  /** Calls per minute and key; null is no limit. */
  rpmLimit: z.number().int().min(1).nullable(),
  /** Send `Retry-After` with a 429; its presence is not documented. */
  retryAfter: z.boolean(),
  latencyMs: latencySchema,
  /** Answered in place of the real address, to see that a foreign host is refused. */
  authorizationUrlOverride: z.string().nullable(),
  /** Every init answers the first session's id. */
  sameSessionIdAlways: z.boolean(),
})

export type Settings = z.output<typeof settingsSchema>

export const settingsPatchSchema = settingsSchema.extend({ latencyMs: latencySchema.partial() }).partial()
export type SettingsPatch = z.input<typeof settingsPatchSchema>

export const defaultSettings: Settings = Object.freeze({
  legacyTokenShape: false,
  tokenLifetimeS: 24 * 3600,
  tokenExpUnit: 's',
  newTokenRevokesOld: false,
  badTokenStatus: 403,
  badKeyStatus: 401,
  invalidBodyStatus: 400,
  allowLoopbackHttp: false,
  consentUnit: 'ms',
  redirectMode: 'session_id',
  statusLagMs: 0,
  denialStatus: 'failed',
  omitDocumentsConsented: false,
  statusEntity: 'api',
  otherKeysSession: 521,
  testHostMode: false,
  rpmLimit: 100,
  retryAfter: false,
  latencyMs: { authenticate: 0, init: 0, status: 0, consent: 0 },
  authorizationUrlOverride: null,
  sameSessionIdAlways: false,
})

/** @throws z.ZodError for a switch that does not exist or a position it does not have. */
export const mergeSettings = (current: Settings, patch: SettingsPatch): Settings => {
  const { latencyMs, ...rest } = settingsPatchSchema.parse(patch)
  return settingsSchema.parse({ ...current, ...rest, latencyMs: { ...current.latencyMs, ...latencyMs } })
}
