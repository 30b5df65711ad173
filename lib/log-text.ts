import 'server-only'

// Zeros of the decimal digit blocks people in India can type, and full-width digits; each block is ten code points long.
const digitZeros = [
  0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x1c50, 0xabf0, 0xff10,
]

const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0
  const zero = digitZeros.find((start) => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

// Verhoeff's dihedral-group tables: the check digit of Aadhaar numbers (UIDAI).
const product = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const permutation = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/** True when the digits carry a valid Verhoeff check digit, as every Aadhaar number does and one in ten other numbers. */
export const passesVerhoeff = (digits: string): boolean => {
  let check = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    const permuted = Number(permutation[place % 8]?.[digit])
    check = Number(product[check]?.[permuted])
  }
  return check === 0
}

// Up to two separators between digits, the way people group numbers; anything bounded by digits is another number.
const twelveOrSixteen = /(?<!\d)\d(?:[^0-9A-Za-z]{0,2}\d){11}(?:(?:[^0-9A-Za-z]{0,2}\d){4})?(?!\d)/g
const phone = /(?<!\d)(?:\+?91[\s-]{0,2}|0)?[6-9]\d{4}[\s-]?\d{5}(?!\d)/g
const email = /[^\s@"'<>(),;:]{1,64}@[^\s@"'<>(),;:]{1,255}/g
const jwt = /eyJ[\w-]{4,}(?:\.[\w-]*){0,2}/g
const pan = /(?<![A-Za-z0-9])[A-Za-z]{5}\d{4}[A-Za-z](?![A-Za-z0-9])/g
// Nonces, handles and binders are 43 characters of base64url; UUIDs and hex digests stay readable.
const secret = /(?<![\w-])[\w-]{32,}(?![\w-])/g

const maskAadhaar = (found: string): string => (passesVerhoeff(found.replace(/\D/g, '')) ? '[aadhaar]' : found)
const maskSecret = (found: string): string => (/[a-z]/.test(found) && /[A-Z]/.test(found) ? '[secret]' : found)

/** The last net: whatever field carries it, nothing that looks like personal data or a credential is written. */
export const maskPersonal = (text: string): string =>
  text
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(jwt, '[token]')
    .replace(secret, maskSecret)
    .replace(email, '[email]')
    .replace(twelveOrSixteen, maskAadhaar)
    .replace(phone, '[phone]')
    .replace(pan, '[pan]')

/** A cut can split a pair of surrogates; half a pair is no text. */
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd')

/** What can be seen on a line: zero-width and bidi characters vanish, controls and line ends become a space (G-06). */
const neutralise = (text: string): string =>
  wellFormed(text)
    .replace(/[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')

export const maxLogText = 512

/** One log value from any text: bounded first so that hostile length costs no time, then cleaned, masked and cut. */
export const logText = (text: string): string =>
  wellFormed(maskPersonal(neutralise(text.slice(0, 4 * maxLogText))).slice(0, maxLogText))
