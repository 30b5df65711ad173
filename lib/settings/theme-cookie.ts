import 'server-only'
import { env } from '@/lib/env'
import { adminPath } from '@/lib/paths'

/** As long as browsers keep a cookie. */
const lifeSeconds = 400 * 24 * 60 * 60

/** Names a look and nobody. Browsers send it to the console alone, so that people's pages cannot follow it. */
export const themeCookieName = (): string => (env().secureCookies ? '__Secure-theme' : 'theme')

export const themeCookieOptions = () =>
  ({
    httpOnly: true,
    secure: env().secureCookies,
    sameSite: 'lax',
    path: adminPath(),
    maxAge: lifeSeconds,
  }) as const
