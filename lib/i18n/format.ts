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

/** "2:05:09 pm" in India, for what happens several times a minute. */
export const formatExactTime = (at: Date): string => timeInIndia(at, 'second')

/** "4 May 2026, 2:05 pm IST". */
export const formatDateTime = (at: Date, locale: Locale): string => `${formatDate(at, locale)}, ${formatTime(at)} IST`

const lists = new Map<Locale, Intl.ListFormat>()

/** "PAN, Aadhaar and driving licence". */
export const formatList = (words: readonly string[], locale: Locale): string => {
  const known = lists.get(locale) ?? new Intl.ListFormat(`${locale}-IN`)
  lists.set(locale, known)
  return known.format(words)
}

const numbers = new Map<string, Intl.NumberFormat>()

const numberFormat = (locale: Locale, style: 'decimal' | 'percent'): Intl.NumberFormat => {
  const known =
    numbers.get(locale + style) ??
    new Intl.NumberFormat(`${locale}-IN`, {
      style,
      maximumFractionDigits: style === 'percent' ? 1 : 0,
      numberingSystem: 'latn',
    })
  numbers.set(locale + style, known)
  return known
}

/** "1,20,400", grouped as India reads it. */
export const formatNumber = (value: number, locale: Locale): string => numberFormat(locale, 'decimal').format(value)

/** "81.5%"; a share of nothing is null, because it is neither 0 nor 100. */
export const formatShare = (part: number, whole: number, locale: Locale): string | null =>
  whole === 0 ? null : numberFormat(locale, 'percent').format(part / whole)

const shortDays = new Map<Locale, Intl.DateTimeFormat>()

/** "4 May", for the axis of a chart. @param day `2026-05-04` */
export const formatShortDay = (day: string, locale: Locale): string => {
  const known =
    shortDays.get(locale) ??
    new Intl.DateTimeFormat(`${locale}-IN`, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      numberingSystem: 'latn',
    })
  shortDays.set(locale, known)
  return known.format(new Date(`${day}T00:00:00Z`))
}

/** "4 May 2026" for a calendar day. @param day `2026-05-04` */
export const formatDay = (day: string, locale: Locale): string => dayFormat(locale).format(new Date(`${day}T06:30:00Z`))
