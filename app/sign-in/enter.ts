import 'server-only'
import { cookies, headers } from 'next/headers'
import { type SessionToken, sealSession, sessionCookieName, sessionCookieOptions } from '@/lib/auth/session-cookie'
import { browserClass } from '@/lib/security/browser-class'
import { clientPrefix } from '@/lib/security/client-address'
import type { SignInPlace } from '@/lib/staff/open-sign-in'

/** Gives this browser the cookie of a sign-in. */
export const enter = async (token: SessionToken): Promise<void> => {
  ;(await cookies()).set(sessionCookieName(), await sealSession(token), sessionCookieOptions())
}

/** Where this request comes from. */
export const placeOfRequest = async (): Promise<SignInPlace> => placeOf(await headers())

export const placeOf = (head: Headers): SignInPlace => ({
  prefix: clientPrefix(head),
  browserClass: browserClass(head.get('user-agent')),
})
