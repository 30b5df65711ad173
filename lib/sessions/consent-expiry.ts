import 'server-only'
import { env } from '@/lib/env'
import type { TemplateVersion } from '@/lib/templates/template-version'

/** `consent_expiry` of an init sent at this time, and our own end of the session. */
export const consentExpiryFrom = (at: Date, { consent_minutes }: Pick<TemplateVersion, 'consent_minutes'>): Date =>
  new Date(at.getTime() + (consent_minutes ?? env().consentMinutes) * 60_000)
