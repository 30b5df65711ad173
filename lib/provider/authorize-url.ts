import 'server-only'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

/** Whom we may send a browser to: the stand-in's exact origin while it is in use, else the listed hosts. */
export type AllowedTargets = { readonly authorizationHosts: readonly string[]; readonly standInOrigin: string | null }

export type UrlRefusal = 'too_long' | 'odd_characters' | 'not_a_url' | 'user_info' | 'foreign_origin'

const maxLength = 8 * 1024
// Printable ASCII without backslash. The URL parser forgives tabs and `\` and maps look-alike letters; what was judged
// and what the browser opens could then be two different addresses.
const plainUrl = /^https?:\/\/[\x21-\x5b\x5d-\x7e]+$/i

const isKnownHost = (url: URL, allowed: AllowedTargets): boolean =>
  allowed.standInOrigin === null
    ? url.protocol === 'https:' && url.port === '' && allowed.authorizationHosts.includes(url.hostname)
    : url.origin === allowed.standInOrigin

/** Why a browser must not be sent to this address, or null when it may. Names the rule, never the address: a secret. */
export const refusalOf = (text: string, allowed: AllowedTargets): UrlRefusal | null => {
  if (text.length > maxLength) return 'too_long'
  if (!plainUrl.test(text)) return 'odd_characters'
  if (!URL.canParse(text)) return 'not_a_url'
  const authority = text.slice(text.indexOf('//') + 2).split(/[/?#]/, 1)[0] ?? ''
  if (authority.includes('@')) return 'user_info'
  return isKnownHost(new URL(text), allowed) ? null : 'foreign_origin'
}

/** Judges an `authorization_url` before a browser is sent there; a refusal is an alarm for the operator (R-07, F-11). */
export const isAllowedAuthorizationUrl = (text: string): boolean => {
  const reason = refusalOf(text, env())
  if (reason) log.error('provider.address_refused', { alert: true, reason })
  return reason === null
}
