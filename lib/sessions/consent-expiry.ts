import 'server-only'
import { env } from '@/lib/env'

/** `consent_expiry` of an init sent at this time, and our own end of the session. */
export const consentExpiryFrom = (at: Date): Date => new Date(at.getTime() + env().consentMinutes * 60_000)
