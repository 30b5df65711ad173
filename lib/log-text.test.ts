import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logText, maskPersonal, maxLogText, passesVerhoeff } from './log-text'

/** Eleven digits and the one check digit that Verhoeff accepts. */
const aadhaarOf = (eleven: string): string => {
  const last = [...'0123456789'].find((digit) => passesVerhoeff(eleven + digit))
  return `${eleven}${last}`
}
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((list) => list.join(''))
// Surroundings without digits and without the characters that would make a longer word of the value.
const around = fc.stringMatching(/^[ ,:;="'(){}\n]{0,10}$/)

describe('personal data in a log value', () => {
  it('knows the check digit of the published examples', () => {
    expect(passesVerhoeff('2363')).toBe(true)
    expect(passesVerhoeff('2364')).toBe(false)
    expect(passesVerhoeff('123456789010')).toBe(true)
  })

  it('never keeps an Aadhaar number, grouped or not, in any script people type [G-06]', () => {
    const zeros = [0x30, 0x966, 0x9e6, 0xbe6, 0x660, 0x6f0, 0xff10]
    const shapes = fc.constantFrom('', ' ', '-', ' - ', '\u200b', '\u00a0', '.')
    fc.assert(
      fc.property(digits(11), fc.constantFrom(...zeros), shapes, around, around, (eleven, zero, gap, before, after) => {
        const number = aadhaarOf(eleven)
        const written = [0, 4, 8]
          .map((at) => number.slice(at, at + 4))
          .join(gap.slice(0, 2))
          .replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
        const line = logText(before + written + after).replace(/\D/g, '')
        expect(line).not.toContain(number)
        expect(line.length).toBeLessThan(12)
      }),
    )
  })

  it('never keeps a token, a nonce, a PAN, a phone number or an e-mail address [G-06]', () => {
    const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${randomBytes(32).toString('base64url')}`
    const canaries = [
      jwt,
      randomBytes(32).toString('base64url'),
      'ABCPE1234F',
      '+91 98765 43210',
      '9876543210',
      'a.b+c@bank.co.in',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...canaries), around, around, (canary, before, after) => {
        expect(logText(before + canary + after)).not.toContain(canary)
      }),
    )
  })

  it("keeps what staff need to read: our ids, UUIDs, hex digests and numbers that are nobody's", () => {
    for (const text of [
      'kyc_QmFzZTY0dXJsIGlkcyAxMg',
      'SW-7K2M-QX',
      '7f9c24e5-3d1f-4a0b-9c55-0a1b2c3d4e5f',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '123456789012',
      '/kyc/digilocker/sessions/:session_id/status',
    ])
      expect(maskPersonal(text)).toBe(text)
  })
})

/** Eight times the text takes once as long where the work is bounded, 8 times where it is linear, 64 times where it is square. */
const bounded = 3

const timeOf = (work: () => unknown): number => {
  const startedAt = performance.now()
  for (let times = 0; times < 10; times += 1) work()
  return performance.now() - startedAt
}

/**
 * How many times as long the long text takes. Both take turns in one run and the quickest of each counts, so a busy machine
 * slows both or is waited for, up to 200 turns.
 */
const growth = (work: (text: string) => unknown, short: string, long: string): number => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let turn = 0; turn < 10 || (turn < 200 && most >= bounded * least); turn += 1) {
    least = Math.min(
      least,
      timeOf(() => work(short)),
    )
    most = Math.min(
      most,
      timeOf(() => work(long)),
    )
  }
  return most / least
}

describe('a hostile log value', () => {
  const corpus = [
    'x\r\n{"level":"info","event":"forged"}',
    'x\u001b[31mred\u001b[0m\u0007',
    'user\u202egnp.exe',
    '\u2066hidden\u2069',
    'line\u2028separator\u2029',
    '\u0000\u0008\u007f\u009b31m',
    '\ud800 alone',
    'zero\u200bwidth\ufeff',
  ]
  it('cannot break its line, move a cursor or turn text around [G-06]', () => {
    for (const text of corpus) {
      const clean = logText(text)
      expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u)
      expect(JSON.parse(JSON.stringify({ clean }))).toEqual({ clean })
    }
  })

  it('is at most 512 characters and well formed, whatever it was [G-06]', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        const clean = logText(text)
        expect(clean.length).toBeLessThanOrEqual(maxLogText)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}]/u)
      }),
    )
  })

  it('costs no time by its length [F-42]', () => {
    for (const piece of ['1 ', 'a@', 'eyJ', 'A', '+91']) {
      const [short, long] = [8_000, 64_000].map((length) => piece.repeat(length / piece.length))
      expect(growth(logText, short ?? '', long ?? ''), piece).toBeLessThan(bounded)
    }
  })

  it('would be caught when it cost time by its length, or by the square of it', () => {
    const [short, long] = ['A'.repeat(500), 'A'.repeat(4_000)]
    const linear = (text: string) => [...text].map((letter) => letter.codePointAt(0)).join()
    const square = (text: string) => [...text].filter((_, at) => text.slice(0, at).includes('!')).length
    expect(growth(linear, short, long)).toBeGreaterThan(bounded)
    expect(growth(square, short, long)).toBeGreaterThan(bounded)
  })
})
