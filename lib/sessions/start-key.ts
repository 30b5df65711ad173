import 'server-only'
import { nowMs } from '@/lib/clock'
import { newSecret, secretHash } from '@/lib/ids'
import { readSigned, signText } from '@/lib/security/signed-text'
import { type Binder, binderHash, clockSlackMs } from './binder'

/** A form may wait this long before it is sent: the binder it belongs to ends then as well. */
const lifeMs = 24 * 60 * 60 * 1000

const contextOf = (binder: Binder): string => binderHash(binder).toString('base64url')

/**
 * The one-time key of a start form, bound to the browser it was shown to. Being unforgeable by another site it
 * also stands in for the origin when a browser sends neither `Origin` nor `Sec-Fetch-Site`.
 */
export const newStartKey = (binder: Binder): string =>
  signText('start-key', `${newSecret()}.${nowMs().toString(36)}`, contextOf(binder))

/** SHA-256 of the key if it was made for this browser and is still fresh, else null. */
export const readStartKey = (binder: Binder, key: string): Buffer | null => {
  const text = readSigned('start-key', key, contextOf(binder))
  if (text === null) return null
  const age = nowMs() - Number.parseInt(text.split('.')[1] ?? '', 36)
  return age > -clockSlackMs && age < lifeMs ? secretHash(key) : null
}
