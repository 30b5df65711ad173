import 'server-only'
import { z } from 'zod'
import { organisationSchema } from '@/lib/settings/organisation-schema'
import { plainLine } from '@/lib/settings/plain-line'
import { emailSchema } from './email'

/** The first administrator and the organisation; issue messages are keys of the dictionary (`setup.errors`). */
export const setupSchema = z
  .strictObject({
    full_name: plainLine(2, 80, 'full_name'),
    email: emailSchema,
    password: z.string().max(1024, 'password_long'),
    password_again: z.string().max(1024, 'password_differs'),
    ...organisationSchema.shape,
  })
  .refine((form) => form.password === form.password_again, { path: ['password_again'], message: 'password_differs' })

export type SetupInput = z.output<typeof setupSchema>
export type SetupField = keyof z.input<typeof setupSchema>

/** In the order of the page. */
export const setupFieldNames = [
  'full_name',
  'email',
  'password',
  'password_again',
  'name',
  'legal_name',
  'contact',
  'grievance_officer',
  'grievance_contact',
  'alternative_way',
  'return_url',
] as const satisfies readonly SetupField[]

const errorKeys = [
  'full_name',
  'email',
  'password_short',
  'password_long',
  'password_common',
  'password_differs',
  'business_name',
  'legal_name',
  'contact',
  'grievance_officer',
  'grievance_contact',
  'alternative_way',
  'return_url',
] as const
export type SetupErrorKey = (typeof errorKeys)[number]

/** Field to dictionary key, one message a field: the first thing to mend. */
export const setupFaults = (error: z.ZodError): Partial<Record<SetupField, SetupErrorKey>> =>
  Object.fromEntries(
    setupFieldNames.flatMap((name) => {
      const message = error.issues.find((issue) => issue.path[0] === name)?.message
      const key = errorKeys.find((known) => known === message)
      return key ? [[name, key]] : []
    }),
  )
