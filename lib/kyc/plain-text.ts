// Controls but the line break, and the marks that turn the direction of what follows or that nobody sees (F-38). The joiners
// U+200C and U+200D stay: Indic words are spelled with them.
const unseen = /(?!\n)\p{Cc}|[\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/gu

/** What a colleague typed, as it is kept: NFC, plain line breaks, nothing that could change how the words around it read. */
export const plainText = (typed: string): string =>
  typed
    .replace(/\p{Cs}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unseen, '')
    .trim()
