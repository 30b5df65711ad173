import en from './fault.en.json'
import type { Locale } from './locales'

export type FaultWords = typeof en

/**
 * The words of the error pages, apart from the dictionary: those pages run in the browser, must not weigh a whole
 * language, and have to speak even when the server cannot.
 */
export const faultWords: Record<Locale, FaultWords> = { en }
