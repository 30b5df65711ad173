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
