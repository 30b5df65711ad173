import 'server-only'
import { env } from '@/lib/env'
import { type SigningKey, signingKeyOf, type TrustedKeys, trustedKeysOf } from './chain/signed-head'

const keys = new Map<string, SigningKey>()

/** The key that signs heads; null when none is set, which only a demonstration may do (lib/env-rules.ts). */
export const signingKey = (): SigningKey | null => {
  const seed = env().audit.signingKey
  if (seed === null) return null
  const key = keys.get(seed) ?? signingKeyOf(seed)
  keys.set(seed, key)
  return key
}

/** Whose signatures count: the key of today and the ones before it. Never read from the database, which anybody may have changed. */
export const trustedKeys = (): TrustedKeys => {
  const own = signingKey()
  return trustedKeysOf([...(own ? [own.publicText] : []), ...env().audit.formerKeys])
}
