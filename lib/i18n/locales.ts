/** Languages with a dictionary of their own; `en` is the source the others are translated from. */
export const locales = ['en'] as const
export type Locale = (typeof locales)[number]

export const defaultLocale: Locale = 'en'

/** What was written as a locale, or the default where it is none of ours. */
export const localeOf = (word: string): Locale => locales.find((locale) => locale === word) ?? defaultLocale

/** The name of each language in its own script, for the language picker. */
export const ownNames: Record<Locale, string> = { en: 'English' }

// Urdu, Kashmiri and Sindhi are written from right to left; a locale outside this list is not.
const rightToLeft = ['ur', 'ks', 'sd']

/** The `dir` of the page in this language. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (rightToLeft.includes(locale) ? 'rtl' : 'ltr')
