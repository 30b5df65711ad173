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
 * also stands in for the origin when a browser sends neither `Origin` nor `Sec-Fetch-Site`. It names what the
 * form asked for, so that nobody can start with a template they were not shown.
 */
export const newStartKey = (binder: Binder, templateVersionId: string): string =>
  signText('start-key', `${newSecret()}.${nowMs().toString(36)}.${templateVersionId}`, contextOf(binder))

export type StartKey = {
  /** SHA-256 of the key: what the database keeps. */
  hash: Buffer
  templateVersionId: string
}

/** What a key says if it was made for this browser and is still fresh, else null. */
export const readStartKey = (binder: Binder, key: string): StartKey | null => {
  const [, made = '', templateVersionId] = readSigned('start-key', key, contextOf(binder))?.split('.') ?? []
  if (templateVersionId === undefined) return null
  const age = nowMs() - Number.parseInt(made, 36)
  return age > -clockSlackMs && age < lifeMs ? { hash: secretHash(key), templateVersionId } : null
}
