/** How the console looks in a browser, whatever its device says; null follows the device. */
export type Theme = 'light' | 'dark' | null

/** The look a word names. Any other word follows the device. */
export const readTheme = (word: unknown): Theme => (word === 'light' || word === 'dark' ? word : null)
