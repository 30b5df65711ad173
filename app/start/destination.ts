import 'server-only'
import { env } from '@/lib/env'

/** Where authorization_url will lead: the stand-in while one is in use, else the first listed host. */
export const destinationHost = (): string => {
  const { standInOrigin, authorizationHosts } = env()
  return standInOrigin ? new URL(standInOrigin).host : (authorizationHosts[0] ?? '')
}
