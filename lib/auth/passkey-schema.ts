import 'server-only'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/)

const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  // What extensions answer is never read.
  clientExtensionResults: z.object({}).transform(() => ({})),
}

const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(16_000),
    transports: z
      .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
      .max(8)
      .optional(),
  }),
})

const authentication = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(4_000),
    userHandle: base64url(200).optional(),
  }),
})

const parsed = (text: unknown): unknown => {
  if (typeof text !== 'string' || text.length > 40_000) return null
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Guarantee: the schema above is the part of the type that is read; an absent field stays absent (JSON has no undefined). */
const asRegistration = (value: z.output<typeof registration>) => value as RegistrationResponseJSON
/** Guarantee: as above. */
const asAuthentication = (value: z.output<typeof authentication>) => value as AuthenticationResponseJSON

/** What a browser answers to a new passkey, or null when it is not of that shape. */
export const readRegistration = (text: unknown): RegistrationResponseJSON | null => {
  const result = registration.safeParse(parsed(text))
  return result.success ? asRegistration(result.data) : null
}

/** What a browser answers with an existing passkey, or null when it is not of that shape. */
export const readAuthentication = (text: unknown): AuthenticationResponseJSON | null => {
  const result = authentication.safeParse(parsed(text))
  return result.success ? asAuthentication(result.data) : null
}
