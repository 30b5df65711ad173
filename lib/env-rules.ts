import { type EnvText, isLoopbackHost, parseUrl } from './env-schema.ts'

export const liveHost = 'https://api.sandbox.co.in'
export const testHost = 'https://test-api.sandbox.co.in'

/** The vendor picks the host by the prefix of the key (contract 1.1). */
export const defaultBaseUrl = (apiKey: string): string => (apiKey.startsWith('key_live_') ? liveHost : testHost)

/** True when the provider is on this machine: ours or anyone's stand-in, never the vendor. */
export const isStandIn = (baseUrl: string): boolean => {
  const url = parseUrl(baseUrl)
  return url !== null && isLoopbackHost(url.hostname)
}

const exampleWords = /change[-_]?me|example|placeholder|replace[-_]?(me|this|with)|^your[-_ ]|^<.*>$|xxxxxxxx/i

/** A value somebody left as the guide had it, or typed by leaning on one key. */
export const looksLikeExample = (secret: string): boolean => exampleWords.test(secret) || new Set(secret).size < 8

const keyKind = (text: string | undefined): 'live' | 'test' | null => {
  const word = /^(?:key|secret)_(live|test)_/.exec(text ?? '')?.[1]
  return word === 'live' || word === 'test' ? word : null
}

const providerProblems = (env: EnvText, baseUrl: string): string[] => {
  const kind = keyKind(env.SANDBOX_API_KEY)
  const secretKind = keyKind(env.SANDBOX_API_SECRET)
  const problems: string[] = []
  const standIn = isStandIn(baseUrl)
  if (kind === 'test' && baseUrl === liveHost)
    problems.push(
      `SANDBOX_API_KEY is a test key but SANDBOX_BASE_URL is the live host: use a key_live_ key, or ${testHost}.`,
    )
  if (kind === 'live' && baseUrl === testHost)
    problems.push(
      `SANDBOX_API_KEY is a live key but SANDBOX_BASE_URL is the test host: remove SANDBOX_BASE_URL, or use a key_test_ key.`,
    )
  if (kind === 'live' && standIn)
    problems.push(
      'SANDBOX_API_KEY is a live key but SANDBOX_BASE_URL is a stand-in on this machine: a live key goes only to Sandbox; use a key_test_ key.',
    )
  if (kind !== null && secretKind !== null && kind !== secretKind)
    problems.push(
      `SANDBOX_API_KEY is a ${kind} key but SANDBOX_API_SECRET is a ${secretKind} secret: copy both from the same pair.`,
    )
  if (!standIn && parseUrl(baseUrl)?.protocol === 'http:')
    problems.push('SANDBOX_BASE_URL is plain http to another machine: the key would travel unprotected; use https.')
  return problems
}

const originProblems = (env: EnvText, baseUrl: string): string[] => {
  const origin = parseUrl(env.PUBLIC_ORIGIN)
  if (origin?.protocol !== 'http:' || (isLoopbackHost(origin.hostname) && isStandIn(baseUrl))) return []
  return [
    'PUBLIC_ORIGIN is plain http: use https. Plain http is accepted only on this machine (localhost) with a stand-in provider.',
  ]
}

const secretProblems = (env: EnvText): string[] => {
  const problems: string[] = []
  const secret = env.NEXTAUTH_SECRET
  if (secret !== undefined && Buffer.byteLength(secret) < 32)
    problems.push('NEXTAUTH_SECRET is shorter than 32 bytes: generate one with: openssl rand -base64 48')
  else if (secret !== undefined && looksLikeExample(secret))
    problems.push('NEXTAUTH_SECRET is an example value: generate one with: openssl rand -base64 48')
  for (const name of ['SANDBOX_API_KEY', 'SANDBOX_API_SECRET'] as const)
    if (/change[-_]?me|placeholder|^your[-_ ]|_(example|your)|xxxxxxxx/i.test(env[name] ?? ''))
      problems.push(`${name} is an example value: copy the real one from the Sandbox console.`)
  if (env.METRICS_TOKEN !== undefined && looksLikeExample(env.METRICS_TOKEN))
    problems.push('METRICS_TOKEN is an example value: generate one with: openssl rand -base64 32')
  const pairs = (env.ENCRYPTION_KEYS ?? '').split(',').map((pair) => pair.trim().split(':'))
  const ids = pairs.map(([id]) => id)
  if (new Set(ids).size !== ids.length)
    problems.push('ENCRYPTION_KEYS uses an id twice: give every key an id of its own.')
  if (pairs.some(([, key]) => key !== undefined && looksLikeExample(key)))
    problems.push('ENCRYPTION_KEYS has an example value: generate each key with: openssl rand -base64 32')
  return problems
}

/** A real deployment must be able to prove its trail; a demonstration need not. */
const auditProblems = (env: EnvText, baseUrl: string): string[] => {
  if (env.AUDIT_SIGNING_KEY === undefined)
    return isStandIn(baseUrl) ? [] : ['AUDIT_SIGNING_KEY is missing: generate one with: openssl rand -base64 32']
  return looksLikeExample(env.AUDIT_SIGNING_KEY)
    ? ['AUDIT_SIGNING_KEY is an example value: generate one with: openssl rand -base64 32']
    : []
}

const replicaProblems = (env: EnvText): string[] => {
  if (!(Number(env.REPLICAS ?? '1') > 1)) return []
  const problems: string[] = []
  if (/^(1|true)$/.test(env.SWIKRITI_EMBEDDED ?? ''))
    problems.push('REPLICAS is more than 1 with the embedded database, which serves one machine: set DATABASE_URL.')
  if (env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY === undefined)
    problems.push(
      'REPLICAS is more than 1 without NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: forms of one instance would fail on another; give all the same key, at build time too.',
    )
  return problems
}

const mailProblems = (env: EnvText): string[] => {
  if ((env.SMTP_URL === undefined) === (env.MAIL_FROM === undefined)) return []
  return env.SMTP_URL === undefined
    ? ['MAIL_FROM is set without SMTP_URL: give the mail server too, or remove MAIL_FROM.']
    : ['SMTP_URL is set without MAIL_FROM: give the address that e-mails come from.']
}

const ssoProblems = (env: EnvText): string[] => {
  const given = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
  const absent = given.filter((name) => env[name] === undefined)
  if (absent.length === given.length) return []
  const problems: string[] = []
  if (absent.length > 0) problems.push(`Single sign-on needs ${absent.join(' and ')} too: set all three, or none.`)
  if (env.OIDC_ROLES === undefined)
    problems.push('OIDC_ROLES is missing: without it nobody who signs in with the identity provider has a role.')
  if (env.OIDC_CLIENT_SECRET !== undefined && exampleWords.test(env.OIDC_CLIENT_SECRET))
    problems.push('OIDC_CLIENT_SECRET is an example value: copy the real one from the identity provider.')
  const issuer = parseUrl(env.OIDC_ISSUER)
  if (issuer?.protocol === 'http:' && !isLoopbackHost(issuer.hostname))
    problems.push('OIDC_ISSUER is plain http to another machine: sign-ins would travel unprotected; use https.')
  return problems
}

/** Rules between settings (N-15), as sentences that say what is wrong and how to mend it. Works on whatever is there. */
export const contradictions = (env: EnvText): string[] => {
  const baseUrl = (env.SANDBOX_BASE_URL ?? defaultBaseUrl(env.SANDBOX_API_KEY ?? '')).replace(/\/$/, '')
  return [
    ...providerProblems(env, baseUrl),
    ...originProblems(env, baseUrl),
    ...secretProblems(env),
    ...auditProblems(env, baseUrl),
    ...replicaProblems(env),
    ...mailProblems(env),
    ...ssoProblems(env),
  ]
}

/** What works but deserves a word in the log at the start. */
export const warnings = (env: EnvText): string[] => {
  const baseUrl = (env.SANDBOX_BASE_URL ?? defaultBaseUrl(env.SANDBOX_API_KEY ?? '')).replace(/\/$/, '')
  const found: string[] = []
  if (baseUrl === testHost)
    found.push(`${testHost} cannot run DigiLocker sessions: starts will fail until a live key is set.`)
  if (env.SANDBOX_API_SECRET !== undefined && keyKind(env.SANDBOX_API_SECRET) === null)
    found.push(
      'SANDBOX_API_SECRET has neither the secret_live_ nor the secret_test_ prefix: check that it was copied whole.',
    )
  const origin = parseUrl(env.PUBLIC_ORIGIN)
  if (isStandIn(baseUrl) && origin !== null && !isLoopbackHost(origin.hostname))
    found.push('A stand-in provider on this machine serves a public address: nobody consents to anything real here.')
  return found
}
