import 'server-only'
import { timeInIndia } from '@/lib/kyc/india-time'
import type { Locale } from './locales'

const days = new Map<Locale, Intl.DateTimeFormat>()

const dayFormat = (locale: Locale): Intl.DateTimeFormat => {
  const known =
    days.get(locale) ??
    new Intl.DateTimeFormat(`${locale}-IN`, {
      timeZone: 'Asia/Kolkata',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      numberingSystem: 'latn',
    })
  days.set(locale, known)
  return known
}

/** "4 May 2026" in India. The month is always a word, because 04/05 means two days. */
export const formatDate = (at: Date, locale: Locale): string => dayFormat(locale).format(at)

/** "2:05 pm" in India. */
export const formatTime = (at: Date): string => timeInIndia(at)

/** "4 May 2026, 2:05 pm IST". */
export const formatDateTime = (at: Date, locale: Locale): string => `${formatDate(at, locale)}, ${formatTime(at)} IST`

const lists = new Map<Locale, Intl.ListFormat>()

/** "PAN, Aadhaar and driving licence". */
export const formatList = (words: readonly string[], locale: Locale): string => {
  const known = lists.get(locale) ?? new Intl.ListFormat(`${locale}-IN`)
  lists.set(locale, known)
  return known.format(words)
}
