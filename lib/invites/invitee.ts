import 'server-only'
import { isFormula } from '@/lib/export/csv'
import { locales } from '@/lib/i18n/locales'
import { longestReference } from '@/lib/kyc/reference'
import { mobilePattern, tenDigits } from '@/lib/kyc/start-schema'

/** What may be said of a person who is invited: the columns of a file, and the fields of the form for one. */
export const inviteeFields = ['reference', 'name', 'email', 'phone', 'language'] as const
export type InviteeField = (typeof inviteeFields)[number]

/** Checked and in the form in which it is kept; an empty text is a thing nobody told us. */
export type Invitee = Readonly<Record<InviteeField, string>>

export type InviteeProblemCode =
  | 'nothing'
  | 'too_long'
  | 'formula'
  | 'direction'
  | 'control'
  | 'quotes'
  | 'email'
  | 'lookalike'
  | 'phone'
  | 'language'

export type InviteeProblem = { readonly column: InviteeField; readonly code: InviteeProblemCode }

export type Checked = { ok: true; value: Invitee } | { ok: false; problems: readonly InviteeProblem[] }

/** Longest texts; 254 is what an address may have at all (RFC 5321). */
export const longest: Readonly<Record<InviteeField, number>> = {
  reference: longestReference,
  name: 120,
  email: 254,
  phone: 40,
  language: 10,
}

// The marks that turn the direction of what follows: with one, a name can rewrite the sentence around it (F-38).
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/
const control = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF\u200B]/u
const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z][a-z0-9-]{0,62}$/

/** Letters of other scripts look like ours and lead to somebody else's mailbox; such an address is asked for again. */
const emailProblem = (email: string): InviteeProblemCode | null => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant, controls were refused before
  if (/[^\x00-\x7f]/.test(email)) return 'lookalike'
  return address.test(email) && !email.includes('..') ? null : 'email'
}

const isLanguage = (word: string): boolean => locales.some((locale) => locale === word)

const problemOf = (column: InviteeField, text: string): InviteeProblemCode | null => {
  if (text === '') return null
  if (text.length > longest[column]) return 'too_long'
  if (turning.test(text)) return 'direction'
  if (control.test(text)) return 'control'
  switch (column) {
    case 'email':
      return isFormula(text) ? 'formula' : emailProblem(text)
    case 'phone':
      return mobilePattern.test(text) ? null : 'phone'
    case 'language':
      return isLanguage(text) ? null : 'language'
    default:
      if (isFormula(text)) return 'formula'
      // What is left of quotes that a program wrote wrongly; nobody's name needs them.
      return text.includes('"') ? 'quotes' : null
  }
}

const tidy = (column: InviteeField, typed: string): string => {
  const text = typed.normalize('NFC').trim().replace(/ {2,}/g, ' ')
  if (column === 'phone') return tenDigits(text)
  return column === 'email' || column === 'language' ? text.toLowerCase() : text
}

/** One person as typed or as read from a file: every problem at once, each with its column. */
export const checkInvitee = (typed: Readonly<Partial<Record<InviteeField, string | undefined>>>): Checked => {
  const value = {
    reference: tidy('reference', typed.reference ?? ''),
    name: tidy('name', typed.name ?? ''),
    email: tidy('email', typed.email ?? ''),
    phone: tidy('phone', typed.phone ?? ''),
    language: tidy('language', typed.language ?? ''),
  }
  const problems = inviteeFields.flatMap((column): InviteeProblem[] => {
    const code = problemOf(column, value[column])
    return code === null ? [] : [{ column, code }]
  })
  if (value.reference + value.name + value.email + value.phone === '')
    problems.unshift({ column: 'reference', code: 'nothing' })
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems }
}
