import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { env } from '@/lib/env'
import { accountPath, adminPath, withNotice } from '@/lib/paths'
import type { SignInPlace } from '@/lib/staff/open-sign-in'
import { authOptions } from './options'
import { ssoId } from './sso'

/** A token as next-auth makes them for its forms, and the cookie that carries it with its hash. */
export const formToken = () => {
  const { authSecret, secureCookies } = env()
  const token = randomBytes(32).toString('hex')
  const hash = createHash('sha256').update(`${token}${authSecret}`).digest('hex')
  return {
    token,
    name: `${secureCookies ? '__Host-' : ''}next-auth.csrf-token`,
    value: `${token}|${hash}`,
    options: { httpOnly: true, secure: secureCookies, sameSite: 'lax', path: '/' } as const,
  }
}

/**
 * The redirect to the identity provider, with state, nonce and the proof key in cookies. next-auth takes a sign-in only as
 * a post with its own token beside its cookie, so this is that post. @param token whose cookie this request has by now
 * @param again asks the provider to ask who is there even if it knows: a fresh proof for a grave action
 */
export const beginSso = (token: string, place: SignInPlace, again: boolean): Promise<Response> => {
  const query = again ? '?prompt=login&max_age=0' : ''
  const post = new NextRequest(`${env().publicOrigin}/api/auth/signin/${ssoId}${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      csrfToken: token,
      callbackUrl: again ? withNotice(accountPath(), 'proven') : adminPath(),
    }),
  })
  const nextAuth: (request: Request, context: object) => Promise<Response> = NextAuth(authOptions(place))
  return nextAuth(post, { params: Promise.resolve({ nextauth: ['signin', ssoId] }) })
}
