import { z } from 'zod'

/** The address people go back to after the result: https, and nothing that a browser would treat otherwise. */
const isHttpsAddress = (text: string): boolean => {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === ''
}

/** A way back, kept to the letter; an empty field is none. @param message dictionary key */
export const returnAddress = (message: string) =>
  z
    .string(message)
    .trim()
    .max(500, message)
    .refine((text) => text === '' || isHttpsAddress(text), message)
    .transform((text) => (text === '' ? null : text))
