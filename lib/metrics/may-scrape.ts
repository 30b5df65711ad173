import 'server-only'
import { env } from '@/lib/env'
import { sameSecret } from '@/lib/ids'
import { isLocalCaller } from '@/lib/security/client-address'

type Headers = { get(name: string): string | null }

/** The bearer token of METRICS_TOKEN, or a caller on this machine that nobody passed on. */
export const mayScrape = (headers: Headers): boolean => {
  const { metricsToken, trustProxy } = env()
  const given = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (metricsToken !== null && given !== undefined) return sameSecret(given, metricsToken)
  return isLocalCaller(headers, trustProxy)
}
