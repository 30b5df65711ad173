import 'server-only'
import type { NextAuthOptions, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { env, tellNextAuthOrigin } from '@/lib/env'
import { log } from '@/lib/log'
import { adminPath, signInPath } from '@/lib/paths'
import { normalEmail } from '@/lib/staff/email'
import type { SignInPlace } from '@/lib/staff/open-sign-in'
import { signIn } from '@/lib/staff/sign-in'
import { signOut } from '@/lib/staff/sign-out'
import { adminBehind } from './require-admin'
import { type SessionToken, sessionCookieName, sessionCookieOptions, signInLifeSeconds } from './session-cookie'
import { admitSso, ssoId, ssoProviders } from './sso'
import { failureOf, noteFailure } from './sso-failure'

/** Where next-auth may send somebody: into the console of this origin, whatever the address said. */
export const consoleAddress = (wanted: string, origin: string): string => {
  const url = URL.parse(wanted, origin)
  const inside = url?.origin === new URL(origin).origin && /^\/admin(\/|$)/.test(url.pathname)
  return inside ? `${new URL(origin).origin}${url.pathname}${url.search}` : `${new URL(origin).origin}${adminPath()}`
}

const tokenOf = (token: { sub?: string; sid?: string; version?: number }): SessionToken | null =>
  token.sub !== undefined && token.sid !== undefined && token.version !== undefined
    ? { staffId: token.sub, sid: token.sid, version: token.version }
    : null

const authorize = async (email: string, password: string, prefix: string): Promise<User | null> => {
  const begun = await signIn({
    email: normalEmail(email),
    password,
    prefix,
    browserClass: 'unknown',
    knownAs: null,
    replaces: null,
  })
  return begun.ok ? { id: begun.value.staffId, sid: begun.value.sid, version: begun.value.version } : null
}

/**
 * next-auth's side of the same sign-in: its cookie, our verb, our row behind every token.
 * @param place of this request, which next-auth itself does not know
 */
export const authOptions = (place: SignInPlace): NextAuthOptions => {
  tellNextAuthOrigin()
  return {
    secret: env().authSecret,
    useSecureCookies: env().secureCookies,
    session: { strategy: 'jwt', maxAge: signInLifeSeconds },
    pages: { signIn: signInPath(), signOut: signInPath(), error: signInPath() },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (typed) => {
          const { email, password } = typed ?? {}
          if (typeof email !== 'string' || typeof password !== 'string' || password.length > 1024) return null
          return authorize(email.slice(0, 254), password, place.prefix)
        },
      }),
      ...ssoProviders(),
    ],
    callbacks: {
      signIn: ({ user, account, profile }) =>
        account?.provider === ssoId ? admitSso(user, { ...profile }, place) : true,
      redirect: ({ url, baseUrl }) => consoleAddress(url, baseUrl),
      jwt: async ({ token, user }) => {
        if (user) return { sub: user.id, sid: user.sid, version: user.version }
        const known = tokenOf(token)
        if (known && (await adminBehind(known))) return token
        // next-auth answers this with no session and a cleared cookie.
        throw new Error('the sign-in has ended')
      },
      // Who is signed in is read from the database where it is needed; this door says only that someone is.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const known = token && tokenOf(token)
        const actor = known && (await adminBehind(known))
        if (known && actor) await signOut(actor, known.sid)
      },
    },
    logger: {
      error: (code, told) => {
        noteFailure(failureOf(told))
        log.warn('next_auth.refused', { code })
      },
      warn: (code) => log.debug('next_auth.warned', { code }),
      debug: () => undefined,
    },
  }
}
