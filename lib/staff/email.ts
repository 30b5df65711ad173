import 'server-only'
import { z } from 'zod'

/** An e-mail address as we compare it: NFC, no blanks around, lower case. The column `staff.email` holds this form. */
export const normalEmail = (typed: string): string => typed.normalize('NFC').trim().toLowerCase()

/** Deliberately loose: the address is a name to sign in with, and only its owner can say whether mail arrives. */
export const emailSchema = z
  .string('email')
  .transform(normalEmail)
  .pipe(
    z
      .string()
      .max(254, 'email')
      .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u, 'email'),
  )
