import 'server-only'
import { isIP } from 'node:net'
import { env } from '@/lib/env'

/** The name passkeys are bound to: the host of PUBLIC_ORIGIN. Null where it is an address, which WebAuthn does not allow. */
export const passkeyDomain = (): string | null => {
  const { hostname } = new URL(env().publicOrigin)
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : null
}
