import 'server-only'
import { nowMs } from '@/lib/clock'
import { env } from '@/lib/env'
import { newSecret, secretHash } from '@/lib/ids'
import { readSigned, signText } from '@/lib/security/signed-text'

/*
 * The binder ties sessions to one browser: 256 random bits, the time it was issued, and our signature. A value we did
 * not issue is never adopted (fixation, R-03); the database keeps only its SHA-256. No database is touched here, so
 * proxy.ts can issue one for every first visit.
 */

const hourMs = 60 * 60_000

/** A result stays open in its own browser this long after the end. */
export const resultOpenMs = 24 * hourMs

/**
 * How long a journey that begins now may need its cookie: the longest time to agree, the result after it, and an hour for
 * late readings and clocks that differ.
 */
export const journeyMs = 24 * hourMs + resultOpenMs + hourMs

/** Three days. A start in the last two has its cookie renewed, so it never ends before the journey does. */
export const binderLifeSeconds = 3 * 24 * 60 * 60

/** `__Host-` needs https; on http loopback the prefix is dropped. */
export const binderCookieName = (): string => (env().secureCookies ? '__Host-kyc' : 'kyc')

export const binderCookieOptions = () =>
  ({ httpOnly: true, secure: env().secureCookies, sameSite: 'lax', path: '/', maxAge: binderLifeSeconds }) as const

/**
 * What we signed may lie this far in the future: another instance's clock is ahead, or ours was set back while people were
 * away (F-25). Nobody else can sign, so this opens nothing.
 */
export const clockSlackMs = 15 * 60_000

declare const issued: unique symbol

/** A cookie value that we issued and that has not ended; only this file can make one. */
export type Binder = string & { readonly [issued]: true }

/** The one cast: callers have just signed the value or checked the signature. */
const asBinder = (value: string): Binder => value as Binder

/** A new value for the cookie. */
export const freshBinder = (): Binder => asBinder(signText('binder', `${newSecret()}.${nowMs().toString(36)}`))

/** The cookie's value as a binder, or null when it is not one of ours. */
export const readBinder = (value: string | undefined): Binder | null =>
  value !== undefined && binderIssuedAt(value) ? asBinder(value) : null

/** When we issued this value, or null when we did not, or too long ago. */
export const binderIssuedAt = (value: string): Date | null => {
  if (value.length > 200) return null
  const text = readSigned('binder', value)
  if (text === null) return null
  const issuedMs = Number.parseInt(text.split('.')[1] ?? '', 36)
  const age = nowMs() - issuedMs
  return age >= -clockSlackMs && age < binderLifeSeconds * 1000 ? new Date(issuedMs) : null
}

/** Whether this value may end before a journey that begins now. */
export const isShortFor = (binder: Binder, journey: number): boolean =>
  (binderIssuedAt(binder)?.getTime() ?? 0) + binderLifeSeconds * 1000 < nowMs() + journey

/** What the database knows the browser by. */
export const binderHash = (value: Binder): Buffer => secretHash(value)
