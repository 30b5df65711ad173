import 'server-only'
import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { env } from '@/lib/env'

/** No sign-in lasts longer, however busy. */
export const signInLifeSeconds = 8 * 60 * 60

/** next-auth's own names; `__Secure-` needs https, which only a demonstration on loopback goes without. */
export const sessionCookieName = (): string => `${env().secureCookies ? '__Secure-' : ''}next-auth.session-token`

export const sessionCookieOptions = () =>
  ({ httpOnly: true, secure: env().secureCookies, sameSite: 'lax', path: '/', maxAge: signInLifeSeconds }) as const

const tokenSchema = z.object({ sub: z.string(), sid: z.string(), version: z.number().int() })

/** Who signed in, and with which sign-in; the cookie holds nothing else. */
export type SessionToken = { readonly staffId: string; readonly sid: string; readonly version: number }

/** The cookie next-auth itself would set after its credentials callback. */
export const sealSession = ({ staffId, sid, version }: SessionToken): Promise<string> =>
  encode({ token: { sub: staffId, sid, version }, secret: env().authSecret, maxAge: signInLifeSeconds })

/** The token in a cookie, or null when it is not one of ours or has ended. Only cookies are read: no bearer door. */
export const openSession = async (cookie: string | undefined): Promise<SessionToken | null> => {
  if (cookie === undefined || cookie.length > 4096) return null
  try {
    const parsed = tokenSchema.safeParse(await decode({ token: cookie, secret: env().authSecret }))
    return parsed.success ? { staffId: parsed.data.sub, sid: parsed.data.sid, version: parsed.data.version } : null
  } catch (error) {
    // jose throws for whatever is not a sealed token of ours; anything else is a fault of ours.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_J')) return null
    throw error
  }
}
