import 'server-only'

/** long enough to resist guessing, short enough not to be a way to make us work. Characters as people count them. */
export const passwordMinLength = 12
export const passwordMaxLength = 256

export type PasswordFault = 'password_short' | 'password_long' | 'password_common'

// Words anyone would try first on this product, and the rows of the keyboard.
const firstGuesses = [
  ...['swikriti', 'digilocker', 'sandbox', 'quicko', 'aadhaar', 'admin', 'administrator', 'consent'],
  ...['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'],
]

const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** Undoes the usual disguises: letters written as digits, and digits or signs before and after a word. */
const disguises = (password: string): string[] => {
  const folded = fold(password)
  const plain = folded
    .replace(/[@4]/g, 'a')
    .replace(/[0]/g, 'o')
    .replace(/[1!]/g, 'i')
    .replace(/[3]/g, 'e')
    .replace(/[5$]/g, 's')
  const bare = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [...new Set([folded, plain, bare(folded), bare(plain), folded.replace(/[^\p{L}\p{N}]/gu, '')])]
}

/** The shortest piece that, repeated, makes the text: `abcabcabcabc` is `abc`. */
const unrepeated = (text: string): string => {
  for (let size = 1; size <= text.length / 2; size += 1)
    if (text.length % size === 0 && text.slice(0, size).repeat(text.length / size) === text) return text.slice(0, size)
  return text
}

/** True for `abcdefghijkl`, `123456789012` and the like: every character is next to the one before, or the same. */
const isRun = (text: string): boolean => {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  return codes.slice(1).every((code, index) => [0, 1, 9].includes(Math.abs(code - (codes[index] ?? 0))))
}

// 49,000 entries: loaded when somebody chooses a password, not when the process starts.
let known: Promise<ReadonlySet<string>> | undefined
const knownPasswords = (): Promise<ReadonlySet<string>> => {
  known ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return known
}

/**
 * What is wrong with a new password, or null. Any character may be used; no mixture is demanded.
 * @param own words of this person and organisation (e-mail, names), which strangers would try
 */
export const passwordFault = async (password: string, own: readonly string[]): Promise<PasswordFault | null> => {
  const length = [...password.normalize('NFC')].length
  if (length < passwordMinLength) return 'password_short'
  if (length > passwordMaxLength) return 'password_long'
  const common = await knownPasswords()
  const personal = own.flatMap((words) => [fold(words), ...fold(words).split(/[^\p{L}\p{N}]+/u)])
  const guesses = new Set([...firstGuesses, ...personal].filter((word) => word.length >= 4))
  const isWeak = (form: string): boolean =>
    common.has(form) || guesses.has(form) || isRun(form) || isPadded(form, guesses, common)
  // Digits and signs alone leave nothing to compare; they are judged in their undisguised form.
  const forms = disguises(password).flatMap((form) => [form, unrepeated(form)])
  const few = new Set(fold(password)).size < 5
  return few || forms.filter((form) => form.length >= 4).some(isWeak) ? 'password_common' : null
}

/** A guessable word with a short or common rest (`swikriti-admin-2026`) is as guessable as the word. */
const isPadded = (form: string, guesses: ReadonlySet<string>, common: ReadonlySet<string>): boolean => {
  const rest = [...guesses].reduce((text, word) => text.replaceAll(word, ''), form)
  if (rest === form) return false
  const letters = rest.replace(/[^\p{L}]/gu, '')
  return letters.length < 4 || common.has(letters)
}
