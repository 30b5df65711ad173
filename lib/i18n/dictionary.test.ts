import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dictionary } from './dictionary'
import fault from './fault.en.json'
import en from './messages/en.json'

type Tree = { readonly [key: string]: string | Tree }

const flatten = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )

const words = [...flatten(en), ...flatten(fault, 'fault.')]
const source = globSync('{app,components,lib}/**/*.{ts,tsx}', { exclude: (name) => name.endsWith('.test.ts') })
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

const quoted = new Set([...source.matchAll(/'([\w]+(?:\.\w+)+)'/g)].map((match) => match[1]))

/** `documents.${doc}.name` stands for every key with one word in that place. */
const templates = [...source.matchAll(/`([\w]+\.[^`\s]*\$\{[^`]*)`/g)].map(
  (match) => new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`),
)

const calls = [...source.matchAll(/\bt(?:\.rich)?\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')

/** The compiler would refuse it; a value from a wider type would not be stopped there. */
const unknownKey = () => 'start.nothing' as 'start.heading'

describe('the dictionary', () => {
  const t = dictionary('en')

  it('has every text that a page asks for', () => {
    const known = new Set(words.map(([key]) => key))
    expect(calls.length).toBeGreaterThan(100)
    expect(calls.filter((key) => !known.has(key))).toEqual([])
  })

  it('holds no text that nothing asks for', () => {
    const isUsed = (key: string): boolean => quoted.has(key) || templates.some((pattern) => pattern.test(key))
    expect(flatten(en).filter(([key]) => !isUsed(key))).toEqual([])
  })

  it('throws instead of showing half a sentence', () => {
    expect(() => t('start.agreement')).toThrow()
    expect(() => t(unknownKey())).toThrow()
  })
})

/** ux section 2: words that claim a verdict on a person, blame somebody, name the fault instead of the fix, or are the vendor's. */
const neverSaid = [
  /KYC (?:is )?complete/i,
  /\bverified\b/i,
  /\bdenied\b/i,
  /\brejected\b/i,
  /something went wrong/i,
  /\binvalid\b/i,
  /\berror \d/i,
  /\bretry\b/i,
  /\bresubmit\b/i,
  /refresh session/i,
  /!/,
  /\p{Extended_Pictographic}/u,
  /\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/,
]

const abbreviations = [
  'PAN',
  'QR',
  'OTP',
  'PIN',
  'KYC',
  'UIDAI',
  'IST',
  'WCAG',
  'HTML',
  'NVDA',
  'DPDP',
  'HTTP',
  'CSV',
  'JSON',
  'AA',
  'SHA',
  'PNG',
  'KB',
  'SW',
  'KM',
  'UTF',
  'MB',
  'QX',
  'TLS',
  'STARTTLS',
  'ID',
  'PKCE',
  'RSA',
]

describe('what people read', () => {
  it.each(neverSaid)('never says %s [L-30]', (phrase) => {
    expect(words.filter(([, text]) => phrase.test(text))).toEqual([])
  })

  it('shouts no word [L-30]', () => {
    const loud = words.flatMap(([key, text]) =>
      [...text.matchAll(/\b[A-Z]{2,}\b/g)]
        .filter(([word]) => !abbreviations.includes(word))
        .map(([word]) => `${key}: ${word}`),
    )
    expect(loud).toEqual([])
  })

  it('keeps sentences under 28 words', () => {
    const long = words.filter(([, text]) =>
      text.split(/[.?:](?:\s|$)/).some((sentence) => sentence.trim().split(/\s+/).length >= 28),
    )
    expect(long).toEqual([])
  })
})
