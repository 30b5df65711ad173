import 'server-only'
import type { Profile, User } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { env } from '@/lib/env'
import type { SignInPlace } from '@/lib/staff/open-sign-in'
import { signInWithSso } from '@/lib/staff/sign-in-with-sso'
import { currentAdmin } from './require-admin'
import { signInLifeSeconds } from './session-cookie'
import { failureOfRefusal, noteFailure } from './sso-failure'

/** The name of the identity provider in next-auth's addresses; `/api/auth/callback/sso` is what is registered there. */
export const ssoId = 'sso'

/** Where the identity provider sends a browser back to. */
export const ssoCallbackPath = `/api/auth/callback/${ssoId}`

/** What the identity provider puts into its signed token, beside the words of the standard. */
type Claims = Profile & Readonly<Record<string, unknown>>

/** Any provider that speaks OpenID Connect: its addresses come from its discovery document, its answers are checked (PKCE, state, nonce). */
export const ssoProviders = (): OAuthConfig<Claims>[] => {
  const { sso } = env()
  if (!sso) return []
  return [
    {
      id: ssoId,
      name: 'Single sign-on',
      type: 'oauth',
      wellKnown: `${sso.issuer}/.well-known/openid-configuration`,
      issuer: sso.issuer,
      clientId: sso.clientId,
      clientSecret: sso.clientSecret,
      // With max_age a provider must say when it last asked who is there (OpenID Connect Core, 3.1.2.1), and asks again where
      // that is longer ago than any sign-in of ours lasts.
      authorization: { params: { scope: 'openid email profile', max_age: signInLifeSeconds } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      // Long enough for a slow provider, short enough that one that is away does not hold the browser.
      httpOptions: { timeout: 5_000 },
      profile: ({ sub }) => ({ id: String(sub), sid: '', version: 0 }),
    },
  ]
}

/** Lets in whom the identity provider has let in and who has a role here; the token then names our own row. */
export const admitSso = async (user: User, claims: Claims, place: SignInPlace): Promise<boolean> => {
  const { sso } = env()
  if (!sso) return false
  const identity = {
    issuer: sso.issuer,
    subject: user.id,
    email: claims.email,
    name: claims.name,
    words: claims[sso.roleClaim],
    authTime: claims.auth_time,
  }
  const begun = await signInWithSso(identity, sso.roles, place, await currentAdmin())
  if (!begun.ok) {
    noteFailure(failureOfRefusal(begun.error))
    return false
  }
  // next-auth hands this very object on to the token.
  Object.assign(user, { id: begun.value.staffId, sid: begun.value.sid, version: begun.value.version })
  return true
}
