import 'server-only'
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { env } from '@/lib/env'

const keys = new Map<string, KeyObject>()

/**
 * A 256-bit key for one purpose, derived from NEXTAUTH_SECRET (HKDF-SHA-256), so that a value made for one purpose is
 * never accepted for another. Changing the secret ends every cookie and form that is out, which is what it is for.
 * A KeyObject, because Node turns a Buffer into one at every use, which takes longer than the HMAC itself.
 */
export const derivedKey = (purpose: string): KeyObject => {
  const secret = env().authSecret
  const id = `${purpose}\n${secret}`
  let key = keys.get(id)
  if (!key) {
    key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)))
    keys.set(id, key)
  }
  return key
}
