import 'server-only'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { readSigned, signText } from '@/lib/security/signed-text'

/*
 * A browser in which a colleague once signed in. Strangers can use up the tries of an account; they must not keep its
 * owner out, so a known browser has tries of its own. It opens nothing by itself.
 */
const lifeSeconds = 180 * 24 * 60 * 60

export const knownBrowserCookieName = (): string => (env().secureCookies ? '__Host-known' : 'known')

export const knownBrowserCookieOptions = () =>
  ({ httpOnly: true, secure: env().secureCookies, sameSite: 'strict', path: '/', maxAge: lifeSeconds }) as const

/** The cookie for a browser in which this address has just signed in. @param email in its compared form */
export const rememberBrowser = (email: string): string => signText('known-browser', newId('own'), email)

/** The id of a browser known for this address, or null. */
export const knownBrowser = (cookie: string | undefined, email: string): string | null =>
  cookie === undefined || cookie.length > 200 ? null : readSigned('known-browser', cookie, email)
