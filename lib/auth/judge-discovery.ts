import 'server-only'
import { z } from 'zod'

/*
 * What single sign-on needs of an identity provider, each a question of its own (OpenID Connect Discovery 1.0, section 3).
 * Pure: the document and the keys come from check-identity-provider.ts.
 */

export const ssoChecks = [
  'discovery',
  'issuer',
  'endpoints',
  'code_flow',
  'signature',
  'pkce',
  'secret',
  'keys',
  'client',
] as const
export type SsoCheck = (typeof ssoChecks)[number]

const words = z.array(z.string()).optional().catch(undefined)
const address = z.string().max(2000).optional().catch(undefined)

export const discoverySchema = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  response_types_supported: words,
  id_token_signing_alg_values_supported: words,
  code_challenge_methods_supported: words,
  token_endpoint_auth_methods_supported: words,
})
export type Discovery = z.output<typeof discoverySchema>

const jwksSchema = z.object({
  keys: z.array(z.object({ kty: z.string(), use: z.string().optional(), alg: z.string().optional() })),
})

/** The one algorithm that is asked for, and that every provider must know (OpenID Connect Core, 3.1.3.7). */
const algorithm = 'RS256'

/** Sign-ins travel sealed; this machine itself may be spoken to in the open. */
const isSafe = (text: string | undefined): boolean => {
  const url = URL.parse(text ?? '')
  return url !== null && (url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
}

/** What the discovery document itself answers; null is "not said", which the standard reads as the usual. */
export const judgeDiscovery = (
  issuer: string,
  document: Discovery,
): Record<Exclude<SsoCheck, 'discovery' | 'keys' | 'client'>, boolean> => ({
  // A slash at the end is the provider's habit: some spell it, some do not (lib/env.ts drops ours).
  issuer: document.issuer?.replace(/\/$/, '') === issuer.replace(/\/$/, ''),
  endpoints: [document.authorization_endpoint, document.token_endpoint, document.jwks_uri].every(isSafe),
  code_flow: document.response_types_supported?.includes('code') ?? false,
  signature: document.id_token_signing_alg_values_supported?.includes(algorithm) ?? false,
  // RFC 8414 has no default here, and older providers that take S256 do not list it: only a list without it is a no.
  pkce: document.code_challenge_methods_supported?.includes('S256') ?? true,
  secret: document.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true,
})

/** Whether a key is there that can have signed what we ask for (RFC 7517). */
export const hasSigningKey = (jwks: unknown): boolean => {
  const parsed = jwksSchema.safeParse(jwks)
  return (
    parsed.success &&
    parsed.data.keys.some(
      ({ kty, use, alg }) => kty === 'RSA' && (use ?? 'sig') === 'sig' && (alg ?? algorithm) === algorithm,
    )
  )
}
