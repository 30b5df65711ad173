import 'server-only'
import { z } from 'zod'
import { passwordFault } from '@/lib/auth/password-rules'
import { organisationErrorKeys, organisationFields } from '@/lib/kyc/organisation-fields'
import { organisationSchema } from '@/lib/kyc/organisation-schema'
import { plainLine } from '@/lib/kyc/plain-line'
import { err, ok, type Result } from '@/lib/result'
import { emailSchema } from './email'

/** The first administrator and the organisation; issue messages are keys of the dictionary (`setup.errors`). */
export const setupSchema = z.strictObject({
  full_name: plainLine(2, 80, 'full_name'),
  email: emailSchema,
  password: z.string().max(1024, 'password_long'),
  password_again: z.string().max(1024, 'password_differs'),
  ...organisationSchema.shape,
})

export type SetupInput = z.output<typeof setupSchema>
export type SetupField = keyof z.input<typeof setupSchema>

/** In the order of the page. */
export const setupFieldNames = [
  'full_name',
  'email',
  'password',
  'password_again',
  ...organisationFields,
] as const satisfies readonly SetupField[]

const errorKeys = [
  'full_name',
  'email',
  'password_short',
  'password_long',
  'password_common',
  'password_differs',
  ...organisationErrorKeys,
] as const
export type SetupErrorKey = (typeof errorKeys)[number]

export type SetupFaults = Partial<Record<SetupField, SetupErrorKey>>

/** One message a field: the first thing to mend. */
const faultsOf = (error: z.ZodError | undefined): SetupFaults =>
  Object.fromEntries(
    setupFieldNames.flatMap((name) => {
      const message = error?.issues.find((issue) => issue.path[0] === name)?.message
      const key = errorKeys.find((known) => known === message)
      return key ? [[name, key]] : []
    }),
  )

/** Everything that is wrong with the form at once, or the form in the shape the verb takes. */
export const checkSetup = async (typed: Record<SetupField, string>): Promise<Result<SetupInput, SetupFaults>> => {
  const parsed = setupSchema.safeParse(typed)
  const fault = await passwordFault(typed.password, [typed.email, typed.full_name, typed.name, typed.legal_name])
  const faults: SetupFaults = {
    ...(fault ? { password: fault } : {}),
    ...(typed.password === typed.password_again ? {} : { password_again: 'password_differs' }),
    ...faultsOf(parsed.error),
  }
  return parsed.success && Object.keys(faults).length === 0 ? ok(parsed.data) : err(faults)
}
