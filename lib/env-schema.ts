import { z } from 'zod'
import { heldPolicies } from './kyc/held-policy.ts'
import { verificationMethods } from './kyc/start-schema.ts'

/** Hosts that only this machine can answer for; a provider there is a stand-in, never the vendor. */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** The parsed URL, or null; `URL.parse` exists in every runtime we accept and does not throw. */
export const parseUrl = (text: string | undefined): URL | null => (text === undefined ? null : URL.parse(text))

const isOrigin = (text: string): boolean => {
  const url = parseUrl(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')
}

const isHttpUrl = (text: string): boolean => /^https?:$/.test(parseUrl(text)?.protocol ?? '')

const hostPattern = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/
const keyPattern = /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/_-]{43}=?$/

const list = (text: string): string[] => {
  const parts = text.split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '')
}

const flag = (name: string) =>
  z.enum(['0', '1', 'true', 'false'], `${name} must be 1 or 0.`).transform((word) => word === '1' || word === 'true')

const wholeNumber = (name: string, low: number, high: number) => {
  const message = `${name} must be a whole number from ${low} to ${high}.`
  return z
    .string()
    .regex(/^\d{1,7}$/, message)
    .transform(Number)
    .refine((value) => value >= low && value <= high, message)
}

const required = (name: string, advice: string) => z.string(`${name} is missing: ${advice}`)
const missingOrigin = 'set it to the address people type, such as https://consent.your-company.in.'

/** One line per setting: how its text becomes a value and what to say when it cannot. Rules between settings: env-rules.ts. */
export const envSchema = z.object({
  PUBLIC_ORIGIN: required('PUBLIC_ORIGIN', missingOrigin)
    .refine(isOrigin, 'PUBLIC_ORIGIN must be scheme and host alone, without path, query or user name.')
    .transform((text) => text.replace(/\/$/, '')),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber('PORT', 1, 65_535).default(3000),
  DATABASE_URL: required(
    'DATABASE_URL',
    'give a PostgreSQL address, or start with npm start, which brings a database.',
  ).regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres://.'),
  SWIKRITI_EMBEDDED: flag('SWIKRITI_EMBEDDED').default(false),
  SANDBOX_API_KEY: required('SANDBOX_API_KEY', 'copy it from the Sandbox console.').regex(
    /^key_(live|test)_[\x21-\x7e]+$/,
    'SANDBOX_API_KEY must begin with key_live_ or key_test_: copy the whole key from the Sandbox console.',
  ),
  SANDBOX_API_SECRET: required('SANDBOX_API_SECRET', 'copy it from the Sandbox console.').regex(
    /^[\x21-\x7e]+$/,
    'SANDBOX_API_SECRET has spaces or characters that cannot be sent in a header: copy it again.',
  ),
  SANDBOX_BASE_URL: z
    .string()
    .refine(isOrigin, 'SANDBOX_BASE_URL must be scheme and host alone, such as https://api.sandbox.co.in.')
    .transform((text) => text.replace(/\/$/, ''))
    .optional(),
  SANDBOX_API_VERSION: z
    .string()
    .regex(/^[\w.]{1,20}$/, 'SANDBOX_API_VERSION must be a version word such as 1.0.0.')
    .optional(),
  SANDBOX_RPM: wholeNumber('SANDBOX_RPM', 1, 100_000).optional(),
  AUTHORIZATION_HOSTS: z
    .string()
    .default('digilocker.meripehchaan.gov.in')
    .transform(list)
    .refine(
      (hosts) => hosts.length > 0 && hosts.every((host) => hostPattern.test(host)),
      'AUTHORIZATION_HOSTS must be lower-case host names separated by commas, without scheme, port or path.',
    ),
  NEXTAUTH_SECRET: required('NEXTAUTH_SECRET', 'generate one with: openssl rand -base64 48'),
  ENCRYPTION_KEYS: required('ENCRYPTION_KEYS', 'generate one with: echo "k1:$(openssl rand -base64 32)"')
    .transform(list)
    .refine(
      (keys) => keys.length > 0 && keys.every((key) => keyPattern.test(key)),
      'ENCRYPTION_KEYS must be id:key pairs separated by commas, each key 32 bytes in base64: openssl rand -base64 32.',
    )
    .transform((keys) =>
      keys.map((pair) => {
        const [id = '', text = ''] = pair.split(':')
        return { id, key: Buffer.from(text, 'base64') }
      }),
    ),
  AUDIT_SIGNING_KEY: z
    .string()
    .regex(
      /^[A-Za-z0-9+/]{43}=$/,
      'AUDIT_SIGNING_KEY must be 32 bytes in base64: generate one with: openssl rand -base64 32.',
    )
    .optional(),
  AUDIT_FORMER_KEYS: z
    .string()
    .default('')
    .transform(list)
    .refine(
      (keys) => keys.every((key) => /^[A-Za-z0-9_-]{43}$/.test(key)),
      'AUDIT_FORMER_KEYS must be public keys as the console shows them, separated by commas.',
    ),
  AUDIT_HEADS_FILE: z.string().optional(),
  // The law asks for a year of logs (G-05); two keep the year before an audit provable while it is looked at.
  AUDIT_RETENTION_DAYS: wholeNumber('AUDIT_RETENTION_DAYS', 365, 36_500).default(730),
  // Tracing is on when its address is set (G-09); the exporter reads the other words of the standard itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isHttpUrl, 'OTEL_EXPORTER_OTLP_ENDPOINT must be an http(s) address.')
    .optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z
    .string()
    .refine(isHttpUrl, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must be an http(s) address.')
    .optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal('http/protobuf', 'OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf: Swikriti speaks no other.')
    .optional(),
  OTEL_SDK_DISABLED: flag('OTEL_SDK_DISABLED').default(false),
  OTEL_SERVICE_NAME: z.string().default('swikriti'),
  OTEL_TRACES_SAMPLER: z
    .enum(
      ['always_on', 'traceidratio'],
      'OTEL_TRACES_SAMPLER must be always_on or traceidratio: each request begins a trace of its own.',
    )
    .default('always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1.')
    .transform(Number)
    .default(1),
  SMTP_URL: z
    .string()
    .refine(
      (text) => /^smtps?:$/.test(parseUrl(text)?.protocol ?? '') && parseUrl(text)?.hostname !== '',
      'SMTP_URL must be smtp://user:password@host:port, or smtps:// for a server that speaks TLS from the first byte.',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[\w.+-]{1,64}@[A-Za-z0-9.-]{1,190}$/, 'MAIL_FROM must be one address alone, such as kyc@your-company.in.')
    .optional(),
  OIDC_ISSUER: z
    .string()
    .refine(isHttpUrl, 'OIDC_ISSUER must be the address of the identity provider, as its discovery document spells it.')
    .optional(),
  OIDC_CLIENT_ID: z.string().max(256).optional(),
  OIDC_CLIENT_SECRET: z.string().max(1024).optional(),
  OIDC_ROLE_CLAIM: z.string().max(256).default('roles'),
  OIDC_ROLES: z
    .string()
    .default('')
    .transform(list)
    .refine(
      (pairs) => pairs.every((pair) => /^[^=]+=(viewer|operator|admin|auditor|developer)$/.test(pair)),
      'OIDC_ROLES must be word=role pairs separated by commas, such as kyc-team=operator; roles: viewer, operator, admin, auditor, developer.',
    )
    .transform((pairs) =>
      pairs.map((pair) => ({
        word: pair.slice(0, pair.lastIndexOf('=')),
        role: pair.slice(pair.lastIndexOf('=') + 1),
      })),
    ),
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[\x21-\x7e]{32,256}$/,
      'METRICS_TOKEN must be 32 to 256 characters without spaces: openssl rand -base64 32.',
    )
    .optional(),
  TRUST_PROXY: flag('TRUST_PROXY').default(false),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug'], 'LOG_LEVEL must be fatal, error, warn, info or debug.')
    .default('info'),
  RUN_JOBS: flag('RUN_JOBS').default(true),
  PROBES_ONLY: flag('PROBES_ONLY').default(false),
  REPLICAS: wholeNumber('REPLICAS', 1, 1000).default(1),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .string()
    .refine(
      (text) => [16, 24, 32].includes(Buffer.from(text, 'base64').length),
      'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY must be 16, 24 or 32 bytes in base64: openssl rand -base64 32.',
    )
    .optional(),
  INIT_VERIFICATION_METHOD: z
    .string()
    .transform(list)
    .pipe(
      z.array(
        z.enum(
          verificationMethods,
          `INIT_VERIFICATION_METHOD knows only these words: ${verificationMethods.join(', ')}.`,
        ),
      ),
    )
    .optional(),
  INIT_PINLESS: flag('INIT_PINLESS').optional(),
  INIT_USERNAMELESS: flag('INIT_USERNAMELESS').optional(),
  // Sandbox keeps a session for an hour and more; below 61 minutes our window could close before the vendor's.
  CONSENT_MINUTES: wholeNumber('CONSENT_MINUTES', 61, 1440).default(65),
  PHONE_HANDOVER: flag('PHONE_HANDOVER').default(false),
  HELD_POLICY: z
    .enum(heldPolicies, `HELD_POLICY must be ${heldPolicies.join(' or ')}: a held result is never released by itself.`)
    .default('review'),
})

export type EnvName = keyof typeof envSchema.shape
export type EnvText = Partial<Record<EnvName, string>>
