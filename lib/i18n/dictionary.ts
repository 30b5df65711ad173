import 'server-only'
import { createTranslator } from 'use-intl/core'
import type { Locale } from './locales'
import en from './messages/en.json'

/** English decides which keys exist: another language with a key less does not compile. */
type Messages = typeof en

const messages: Record<Locale, Messages> = { en }

/** A missing text or value is a bug of ours; half a sentence on a consent page would be worse than no page. */
const refuse = (error: Error): never => {
  throw error
}

const build = (locale: Locale) =>
  createTranslator({
    locale: `${locale}-IN`,
    messages: messages[locale],
    timeZone: 'Asia/Kolkata',
    onError: refuse,
  })

export type Translate = ReturnType<typeof build>

const built = new Map<Locale, Translate>()

/** The words of one language. Parsed messages are kept for the life of the process. @throws on a missing text or value. */
export const dictionary = (locale: Locale): Translate => {
  const known = built.get(locale) ?? build(locale)
  built.set(locale, known)
  return known
}
