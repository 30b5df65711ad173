import 'server-only'
import { createHmac } from 'node:crypto'
import { sameSecret } from '@/lib/ids'
import { derivedKey } from './derived-key'

type Purpose = 'binder' | 'start-key' | 'known-browser' | 'invite-form' | 'invite-upload'

// The context is signed but not carried: whoever checks must know it already.
const mac = (purpose: Purpose, text: string, context: string): string =>
  createHmac('sha256', derivedKey(purpose)).update(`${text}\n${context}`).digest('base64url')

/** `text.mac`: proves that this deployment wrote the text for this purpose and, where given, for this context. */
export const signText = (purpose: Purpose, text: string, context = ''): string =>
  `${text}.${mac(purpose, text, context)}`

/** The text if the signature is ours and for this purpose and context, else null. */
export const readSigned = (purpose: Purpose, signed: string, context = ''): string | null => {
  const cut = signed.lastIndexOf('.')
  if (cut < 1) return null
  const text = signed.slice(0, cut)
  return sameSecret(signed.slice(cut + 1), mac(purpose, text, context)) ? text : null
}
