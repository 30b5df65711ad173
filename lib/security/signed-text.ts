import 'server-only'
import { createHmac } from 'node:crypto'
import { sameSecret } from '@/lib/ids'
import { derivedKey } from './derived-key'

const mac = (purpose: string, text: string): string =>
  createHmac('sha256', derivedKey(purpose)).update(text).digest('base64url')

/** `text.mac`: proves that this deployment wrote the text for this purpose. The text must not contain a dot at its end. */
export const signText = (purpose: string, text: string): string => `${text}.${mac(purpose, text)}`

/** The text if the signature is ours and for this purpose, else null. */
export const readSigned = (purpose: string, signed: string): string | null => {
  const cut = signed.lastIndexOf('.')
  if (cut < 1) return null
  const text = signed.slice(0, cut)
  return sameSecret(signed.slice(cut + 1), mac(purpose, text)) ? text : null
}
