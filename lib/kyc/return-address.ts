import { z } from 'zod'

/**
 * The address people go back to after the result: https, no user, no fragment, and spelled as a browser sends it, so
 * that what a colleague reads is where people arrive. A name in other letters than ASCII would look like somebody else's.
 */
const isHttpsAddress = (text: string): boolean => {
  const url = URL.parse(text)
  return (
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    !url.href.includes('#') &&
    !url.hostname.endsWith('.') &&
    (url.href === text || url.href === `${text}/`)
  )
}

/** A way back, kept to the letter; an empty field is none. @param message dictionary key */
export const returnAddress = (message: string) =>
  z
    .string(message)
    .trim()
    .max(500, message)
    .refine((text) => text === '' || isHttpsAddress(text), message)
    .transform((text) => (text === '' ? null : text))
