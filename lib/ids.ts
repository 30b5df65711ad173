import 'server-only'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export type Prefix =
  | 'kyc'
  | 'att'
  | 'con'
  | 'stf'
  | 'sid'
  | 'own'
  | 'exp'
  | 'nte'
  | 'viw'
  | 'otp'
  | 'tpl'
  | 'tpv'
  | 'inv'
  | 'imp'
  | 'mal'
  | 'tin'
  | 'hov'
  | 'era'

/** A prefixed row id with 128 random bits; the prefix says what it names when it is met alone in a log. */
export const newId = <P extends Prefix>(prefix: P): `${P}_${string}` =>
  `${prefix}_${randomBytes(16).toString('base64url')}`

/** 256 random bits for anything that grants access by being known (nonce, handle, binder, set-up token). C-08. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Whether a text can be such a secret: anything else is not worth a query. */
export const isSecret = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)

/** What the database keeps of a secret: its SHA-256, so that a dump lets nobody in. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** A reference people can read out: `SW-7K2M-QX`, 30 bits, without look-alike letters. */
export const newReference = (): string => {
  const letters = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'
  const pick = [...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('')
  return `SW-${pick.slice(0, 4)}-${pick.slice(4)}`
}

/** Compares two secrets in constant time; different lengths are simply different. */
export const sameSecret = (a: string, b: string): boolean => {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
