import 'server-only'
import { ssoCallbackPath } from '@/lib/auth/sso'
import { env } from '@/lib/env'
import { mailServer } from '@/lib/mail/transport'
import { signInPath } from '@/lib/paths'

/** What may be seen of the mail server: never the user or the password. @param to whom a test letter goes to */
export const mailFacts = (to: string) => {
  const server = mailServer()
  return server && { server: `${server.host}:${server.port}`, from: env().mail?.from ?? '', to }
}

/** What may be seen of the identity provider: never the secret. */
export const ssoFacts = () => {
  const { sso, publicOrigin } = env()
  if (!sso) return null
  const { issuer, clientId } = sso
  return { issuer, clientId, returns: `${publicOrigin}${ssoCallbackPath}`, signIn: `${publicOrigin}${signInPath()}` }
}
