import 'server-only'
import { nowMs } from '@/lib/clock'
import { newSecret, secretHash } from '@/lib/ids'
import { readSigned, signText } from '@/lib/security/signed-text'
import { type Binder, binderHash, clockSlackMs } from './binder'

/** A form may wait this long before it is sent. */
const lifeMs = 24 * 60 * 60 * 1000

const contextOf = (binder: Binder): string => binderHash(binder).toString('base64url')

/** What a form shows: the template's version, and the words of the notice by their hash. */
export type Shown = { templateVersionId: string; noticeHash: Buffer }

/**
 * The one-time key of a start form, bound to the browser it was shown to. Being unforgeable by another site it
 * also stands in for the origin when a browser sends neither `Origin` nor `Sec-Fetch-Site`. It names what the
 * form showed, so that nobody can start with a template, or agree to a notice, they were not shown (L-05).
 */
export const newStartKey = (binder: Binder, { templateVersionId, noticeHash }: Shown): string => {
  const text = [newSecret(), nowMs().toString(36), templateVersionId, noticeHash.toString('base64url')].join('.')
  return signText('start-key', text, contextOf(binder))
}

/** `hash` is the SHA-256 of the key: what the database keeps. */
export type StartKey = Shown & { hash: Buffer }

/** What a key says if it was made for this browser and is still fresh, else null. */
export const readStartKey = (binder: Binder, key: string): StartKey | null => {
  const [, made = '', templateVersionId, notice] = readSigned('start-key', key, contextOf(binder))?.split('.') ?? []
  if (templateVersionId === undefined || notice === undefined) return null
  const age = nowMs() - Number.parseInt(made, 36)
  if (age <= -clockSlackMs || age >= lifeMs) return null
  return { hash: secretHash(key), templateVersionId, noticeHash: Buffer.from(notice, 'base64url') }
}
