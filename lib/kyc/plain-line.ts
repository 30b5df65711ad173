import { z } from 'zod'

// Controls, and the marks that turn the direction of what follows: a name with one could rewrite the sentence around it.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** One line of text that people will read: NFC, trimmed, no control or direction characters. @param message dictionary key */
export const plainLine = (min: number, max: number, message: string) =>
  z
    .string(message)
    .transform((text) => text.normalize('NFC').trim().replace(/ {2,}/g, ' '))
    .pipe(
      z
        .string()
        .min(min, message)
        .max(max, message)
        .refine((text) => !unprintable.test(text), message),
    )
