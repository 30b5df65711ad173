import 'server-only'
import { hkdfSync } from 'node:crypto'
import { env } from '@/lib/env'

const keys = new Map<string, Buffer>()

/**
 * A 256-bit key for one purpose, derived from NEXTAUTH_SECRET (HKDF-SHA-256), so that a value made for one purpose is
 * never accepted for another. Changing the secret ends every cookie and form that is out, which is what it is for.
 */
export const derivedKey = (purpose: string): Buffer => {
  const secret = env().authSecret
  const id = `${purpose}\n${secret}`
  let key = keys.get(id)
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
    keys.set(id, key)
  }
  return key
}
