/** Digits and letters of a reference; look-alikes are left out (lib/ids.ts makes them). */
const alphabet = '[2-9A-HJ-NP-Z]'
const whole = new RegExp(`^SW${alphabet}{6}$`)
// Four characters of 31 leave about eleven of ten million sessions, so a beginning never reads many rows.
const beginning = new RegExp(`^SW${alphabet}{4,6}$`)

/** Characters of a reference that the organisation gives an invitation. */
export const longestReference = 64

const lettersOf = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

const written = (letters: string): string =>
  letters.length > 6 ? `SW-${letters.slice(2, 6)}-${letters.slice(6)}` : `SW-${letters.slice(2)}`

/** A reference as people type or read it out (`sw 7k2m qx`), in the form it is stored in; null when it is not one. */
export const asReference = (typed: string): string | null => {
  const letters = lettersOf(typed)
  return whole.test(letters) ? written(letters) : null
}

/** A reference or its beginning (`sw7k2m`) in the stored form; null when it is neither. */
export const asReferenceStart = (typed: string): string | null => {
  const letters = lettersOf(typed)
  return beginning.test(letters) ? written(letters) : null
}
