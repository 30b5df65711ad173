import { z } from 'zod'

/** A year, which the law asks for (DPDP rules 6(1)(e) and 8(3), L-10), and a century, after which nobody means it. */
export const shortestDays = 365
export const longestDays = 36_500

/** How long finished sessions with their records of consent and invitations, and the audit trail, are kept; in days. */
export type Retention = { readonly session_days: number; readonly audit_days: number }

export const retentionFields = ['session_days', 'audit_days'] as const

const days = z
  .string()
  .trim()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .pipe(z.number().min(shortestDays).max(longestDays))

/** What the form of the settings must bring. */
export const retentionSchema = z.object({ session_days: days, audit_days: days })

/** Three in the morning in India (21:30 UTC), when nobody waits for the disk. */
const nightMs = (21 * 60 + 30) * 60_000
export const dayMs = 24 * 60 * 60_000

/** The last moment before or at `at` at which a nightly run was due. */
export const lastNight = (at: Date): Date => new Date(Math.floor((at.getTime() - nightMs) / dayMs) * dayMs + nightMs)

/** The next moment after `at` at which one is due. */
export const nextNight = (at: Date): Date => new Date(lastNight(at).getTime() + dayMs)
