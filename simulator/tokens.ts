/** Access tokens as older vendor documentation describes them: a JWT signed with HS512. */
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import type { Settings } from './settings.ts'

export type TokenVerdict =
  | { ok: true; apiKey: string }
  | { ok: false; message: 'Invalid access token' | 'Access token has expired' | 'Access revoked' }

const claimsSchema = z.object({ api_key: z.string(), exp: z.number(), generation: z.number() })

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const msOfExp = (exp: number): number => (exp > 1e11 ? exp : exp * 1000)

export const createTokens = (clock: Clock) => {
  const secret = randomBytes(64)
  const generations = new Map<string, number>()
  const sign = (text: string): Buffer => createHmac('sha512', secret).update(text).digest()

  /** A token of the given key for as long as the settings say. */
  const issue = (apiKey: string, settings: Settings): string => {
    const generation = (generations.get(apiKey) ?? 0) + 1
    generations.set(apiKey, generation)
    const expMs = clock.now() + settings.tokenLifetimeS * 1000
    const claims = {
      aud: 'API',
      sub: 'operator@example.invalid',
      api_key: apiKey,
      iss: 'simulator.invalid',
      exp: settings.tokenExpUnit === 'ms' ? expMs : Math.floor(expMs / 1000),
      intent: 'ACCESS_TOKEN',
      refresh_token: randomUUID(),
      generation,
    }
    const text = `${base64url({ alg: 'HS512', typ: 'JWT' })}.${base64url(claims)}`
    return `${text}.${sign(text).toString('base64url')}`
  }

  const readClaims = (token: string) => {
    const [head, claims, signature, ...rest] = token.split('.')
    if (!head || !claims || !signature || rest.length > 0) return null
    const given = Buffer.from(signature, 'base64url')
    const wanted = sign(`${head}.${claims}`)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
    return claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()))
  }

  /** Judges an `authorization` header; the vendor takes the JWT itself, without the word Bearer. */
  const judge = (header: string, settings: Settings): TokenVerdict => {
    const claims = readClaims(header)
    if (!claims) return { ok: false, message: 'Invalid access token' }
    if (clock.now() >= msOfExp(claims.exp)) return { ok: false, message: 'Access token has expired' }
    const old = claims.generation < (generations.get(claims.api_key) ?? 0)
    if (old && settings.newTokenRevokesOld) return { ok: false, message: 'Access revoked' }
    return { ok: true, apiKey: claims.api_key }
  }

  /** The key inside a header's token, signed by us or not; null when it holds no token. Never the token itself. */
  const describe = (header: string): { scheme: 'raw' | 'bearer' | 'other'; apiKey: string | null } => {
    const bearer = /^bearer\s+/i.exec(header)
    const claims = readClaims(bearer ? header.slice(bearer[0].length) : header)
    if (bearer) return { scheme: 'bearer', apiKey: claims?.api_key ?? null }
    return { scheme: claims ? 'raw' : 'other', apiKey: claims?.api_key ?? null }
  }

  return { issue, judge, describe }
}

export type Tokens = ReturnType<typeof createTokens>
