import 'server-only'
import { generateSecret, generateURI, verify } from 'otplib'

/** The usual kind, which every authenticator app understands: SHA-1, six digits, thirty seconds (RFC 6238). */
const period = 30

/** A new shared secret of 160 bits in Base32. */
export const newTotpSecret = (): string => generateSecret()

/** `otpauth://` address for an authenticator app; shown as a picture and never as a link, because it holds the secret. */
export const totpUri = (secret: string, issuer: string, email: string): string =>
  generateURI({ secret, issuer, label: email })

/** What people type between the digits. */
const digitsOf = (typed: string): string => typed.replace(/[\s-]/g, '')

/**
 * The time step a code stands for, one step of difference between the clocks allowed, or null when it is wrong or not
 * newer than the last accepted one (A-08: each code once).
 */
export const acceptedStep = async (
  secret: string,
  typed: string,
  lastStep: number,
  atMs: number,
): Promise<number | null> => {
  const token = digitsOf(typed)
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(atMs / 1000)
  const result = await verify({ secret, token, epoch, epochTolerance: period, afterTimeStep: lastStep })
  if (!result.valid || !('timeStep' in result)) return null
  return result.timeStep
}
