import { z } from 'zod'
import { docTypes } from './doc-types.ts'

/** Whether the person has a DigiLocker account or creates one there (contract 2.1 `flow`). */
export const flows = ['signin', 'signup'] as const
export type Flow = (typeof flows)[number]

export const verificationMethods = [
  'aadhaar',
  'pan',
  'driving_license',
  'email',
  'username',
  'mobile',
  'other',
] as const
export type VerificationMethod = (typeof verificationMethods)[number]

/** `options` of the init request; absent keys are not sent (contract 2.1). */
export type StartOptions = {
  verification_method?: VerificationMethod[]
  pinless?: boolean
  usernameless?: boolean
  verified_mobile?: string
}

/** Indian mobile number as Sandbox accepts it (contract 2.1). */
export const mobilePattern = /^[6-9][0-9]{9}$/

/** People type spaces, dashes and +91; the wire wants ten digits. Anything else is left for the pattern to refuse. */
export const tenDigits = (typed: string): string =>
  typed.replace(/[\s()-]/g, '').replace(/^(\+91|0091|91(?=\d{10}$)|0(?=\d{10}$))/, '')

/**
 * The start form: truth on the server, courtesy in the browser. Messages are dictionary keys (`errors.<key>`).
 * `start_key` is the one-time key of R-04, checked by lib/sessions/binding.ts.
 */
export const startSchema = z
  .strictObject({
    start_key: z.string().min(1).max(300),
    doc_types: z.array(z.enum(docTypes)).min(1, 'choose_document').max(docTypes.length),
    flow: z.enum(flows, 'choose_account'),
    verified_mobile: z.string().max(40, 'mobile_pattern').transform(tenDigits),
    agreed: z.literal('yes', 'tick_agreement'),
  })
  .refine((form) => form.flow !== 'signup' || form.verified_mobile === '' || mobilePattern.test(form.verified_mobile), {
    path: ['verified_mobile'],
    error: 'mobile_pattern',
    // Without it zod stays silent about the number while any other field is wrong, and people would mend the form twice.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })

export type StartForm = z.input<typeof startSchema>
export type StartInput = z.output<typeof startSchema>
export type StartField = 'doc_types' | 'flow' | 'verified_mobile' | 'agreed'

/** Field name to dictionary key (`errors.<key>`), in the order of the page. */
export type FieldErrors = Partial<Record<StartField, StartErrorKey>>
export type StartErrorKey = 'choose_document' | 'choose_account' | 'mobile_pattern' | 'tick_agreement'

const keyOfField: Record<StartField, StartErrorKey> = {
  doc_types: 'choose_document',
  flow: 'choose_account',
  verified_mobile: 'mobile_pattern',
  agreed: 'tick_agreement',
}
export const startFields: readonly StartField[] = ['doc_types', 'flow', 'verified_mobile', 'agreed']

/** One message a field, because each field of this form can be wrong in one way only. */
export const fieldErrors = (error: z.ZodError): FieldErrors => {
  const wrong = new Set(error.issues.map((issue) => issue.path[0]))
  return Object.fromEntries(startFields.filter((field) => wrong.has(field)).map((field) => [field, keyOfField[field]]))
}

/** What the form was filled with, for showing it again; only plain strings survive. */
export type StartAnswers = { doc_types: string[]; flow: string; verified_mobile: string; agreed: boolean }

/** Reads a posted form into the shape `startSchema` parses. Files and repeats are dropped, nothing else is guessed. */
export const readStartForm = (form: FormData): { raw: Record<keyof StartForm, unknown>; answers: StartAnswers } => {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 300) : ''
  }
  const docs = [
    ...new Set(form.getAll('doc_types').filter((value): value is string => typeof value === 'string')),
  ].slice(0, 10)
  const agreed = text('agreed')
  return {
    raw: {
      start_key: text('start_key'),
      doc_types: docs,
      flow: text('flow'),
      verified_mobile: text('verified_mobile'),
      agreed,
    },
    answers: {
      doc_types: docs,
      flow: text('flow'),
      verified_mobile: text('verified_mobile'),
      agreed: agreed === 'yes',
    },
  }
}
