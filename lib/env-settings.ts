import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { contradictions, defaultBaseUrl, isStandIn, warnings } from './env-rules.ts'
import { type EnvName, type EnvText, envSchema } from './env-schema.ts'

/*
 * From raw text to typed settings: pure, so that the start scripts judge what the web process will, before anything long begins.
 */

/** Settings that are secrets: each can also come from a file named by `<NAME>_FILE`, and a dump shows none of them. */
const secretNames: readonly EnvName[] = [
  'DATABASE_URL',
  'SANDBOX_API_KEY',
  'SANDBOX_API_SECRET',
  'NEXTAUTH_SECRET',
  'ENCRYPTION_KEYS',
  'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
  'AUDIT_SIGNING_KEY',
  'METRICS_TOKEN',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
]

/** Guarantee: Object.keys loses the literal type; the shape is ours and closed. */
const namesOf = (shape: typeof envSchema.shape): EnvName[] => Object.keys(shape) as EnvName[]

const names = namesOf(envSchema.shape)

type Source = Readonly<Record<string, string | undefined>>

/** Everything that is wrong with the configuration at once, so that it is mended in one go. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
    this.name = 'ConfigurationError'
    this.problems = problems
  }
}

/** The text of each setting, secrets from their files; an empty value counts as absent, as in a copied .env. */
const gather = (source: Source): { text: EnvText; problems: string[] } => {
  const text: EnvText = {}
  const problems: string[] = []
  for (const name of names) {
    const value = source[name]?.trim()
    const file = secretNames.includes(name) ? source[`${name}_FILE`]?.trim() : undefined
    if (value && file) problems.push(`${name} and ${name}_FILE are both set: keep one of them.`)
    if (value) text[name] = value
    else if (file) {
      try {
        text[name] = readFileSync(file, 'utf8').trim()
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
        problems.push(`${name}_FILE cannot be read (${code}): check its path and that this account may read it.`)
      }
    }
  }
  return { text, problems }
}

/** What tracing needs to know, or null where it is off: no address, or switched off by the standard's own word. */
const tracingOf = (raw: z.output<typeof envSchema>): { serviceName: string; ratio: number | null } | null => {
  const address = raw.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? raw.OTEL_EXPORTER_OTLP_ENDPOINT
  if (address === undefined || raw.OTEL_SDK_DISABLED) return null
  const ratio = raw.OTEL_TRACES_SAMPLER === 'traceidratio' ? raw.OTEL_TRACES_SAMPLER_ARG : null
  return { serviceName: raw.OTEL_SERVICE_NAME, ratio }
}

/** The identity provider colleagues may sign in with, or null. The first word a colleague has decides their role. */
const ssoOf = (raw: z.output<typeof envSchema>) =>
  raw.OIDC_ISSUER && raw.OIDC_CLIENT_ID && raw.OIDC_CLIENT_SECRET
    ? Object.freeze({
        issuer: raw.OIDC_ISSUER.replace(/\/$/, ''),
        clientId: raw.OIDC_CLIENT_ID,
        clientSecret: raw.OIDC_CLIENT_SECRET,
        roleClaim: raw.OIDC_ROLE_CLAIM,
        roles: Object.freeze(raw.OIDC_ROLES),
      })
    : null

/** Turns raw settings into typed ones. @throws ConfigurationError listing every problem. */
export const readSettings = (source: Source) => {
  const { text, problems } = gather(source)
  const parsed = envSchema.safeParse(text)
  const fieldProblems = parsed.error?.issues.map((issue) => issue.message) ?? []
  const all = [...new Set([...problems, ...fieldProblems, ...contradictions(text)])]
  if (!parsed.success || all.length > 0) throw new ConfigurationError(all)
  const raw = parsed.data
  const baseUrl = raw.SANDBOX_BASE_URL ?? defaultBaseUrl(raw.SANDBOX_API_KEY)
  const standIn = isStandIn(baseUrl)
  return Object.freeze({
    publicOrigin: raw.PUBLIC_ORIGIN,
    host: raw.HOST,
    port: raw.PORT,
    databaseUrl: raw.DATABASE_URL,
    embedded: raw.SWIKRITI_EMBEDDED,
    sandbox: Object.freeze({
      apiKey: raw.SANDBOX_API_KEY,
      apiSecret: raw.SANDBOX_API_SECRET,
      baseUrl,
      apiVersion: raw.SANDBOX_API_VERSION ?? null,
      // The vendor allows 100 a minute to live keys and fewer to test keys; some room is left for clocks that differ.
      rpm: raw.SANDBOX_RPM ?? (standIn || raw.SANDBOX_API_KEY.startsWith('key_live_') ? 80 : 20),
      standIn,
    }),
    authorizationHosts: Object.freeze(raw.AUTHORIZATION_HOSTS),
    standInOrigin: standIn ? new URL(baseUrl).origin : null,
    authSecret: raw.NEXTAUTH_SECRET,
    encryptionKeys: Object.freeze(raw.ENCRYPTION_KEYS),
    audit: Object.freeze({
      signingKey: raw.AUDIT_SIGNING_KEY ?? null,
      formerKeys: Object.freeze(raw.AUDIT_FORMER_KEYS),
      headsFile: raw.AUDIT_HEADS_FILE ?? null,
      retentionDays: raw.AUDIT_RETENTION_DAYS,
    }),
    trustProxy: raw.TRUST_PROXY,
    /** null where no mail server is set: everything works by copying links. */
    mail: raw.SMTP_URL && raw.MAIL_FROM ? Object.freeze({ url: raw.SMTP_URL, from: raw.MAIL_FROM }) : null,
    sso: ssoOf(raw),
    metricsToken: raw.METRICS_TOKEN ?? null,
    tracing: tracingOf(raw),
    logLevel: raw.LOG_LEVEL,
    runJobs: raw.RUN_JOBS,
    probesOnly: raw.PROBES_ONLY,
    replicas: raw.REPLICAS,
    production: source.NODE_ENV === 'production',
    secureCookies: raw.PUBLIC_ORIGIN.startsWith('https:'),
    verificationMethod: raw.INIT_VERIFICATION_METHOD ?? null,
    pinless: raw.INIT_PINLESS ?? null,
    usernameless: raw.INIT_USERNAMELESS ?? null,
    consentMinutes: raw.CONSENT_MINUTES,
    heldPolicy: raw.HELD_POLICY,
    phoneHandover: raw.PHONE_HANDOVER,
    warnings: Object.freeze(warnings(text)),
  })
}

/** Every setting as text for a dump or a support request; secrets only say whether they are set (C-06). */
export const maskedEnv = (source: Source): Record<string, string> => {
  const { text } = gather(source)
  const show = (name: EnvName): string => {
    if (text[name] === undefined) return '(default)'
    return secretNames.includes(name) ? '(set, hidden)' : text[name]
  }
  return Object.fromEntries(names.map((name) => [name, show(name)]))
}
