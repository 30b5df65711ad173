import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { derivedKey } from '@/lib/security/derived-key'

export const recoveryCodeCount = 10
const letters = '23456789abcdefghjkmnpqrstvwxyz'
const groups = 3
const groupLength = 4

/** `k7m2-9qxw-3hdp`: twelve letters without look-alikes, 58 bits. */
const newCode = (): string => {
  // 240 is the largest multiple of 30 in a byte: a larger byte would make some letters likelier.
  const picked: string[] = []
  while (picked.length < groups * groupLength)
    for (const byte of randomBytes(16)) if (byte < 240) picked.push(letters[byte % letters.length] ?? '')
  return Array.from({ length: groups }, (_, index) =>
    picked.slice(index * groupLength, (index + 1) * groupLength).join(''),
  ).join('-')
}

/** Ten new codes, to be shown once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: recoveryCodeCount }, newCode)

/** What the database keeps of a code: a keyed hash over the letters alone, so that spaces, dashes and case do not matter. */
export const recoveryCodeHash = (staffId: string, typed: string): Buffer =>
  createHmac('sha256', derivedKey('recovery-code'))
    .update(`${staffId}\n${typed.toLowerCase().replace(/[^0-9a-z]/g, '')}`)
    .digest()

/** Whether what was typed looks like a recovery code rather than a code of the app. */
export const looksLikeRecoveryCode = (typed: string): boolean =>
  typed.replace(/[^0-9A-Za-z]/g, '').length === groups * groupLength
