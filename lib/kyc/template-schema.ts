import { z } from 'zod'
import { type DocType, docTypes } from './doc-types.ts'
import { heldPolicies } from './held-policy.ts'
import { plainLine } from './plain-line.ts'
import { returnAddress } from './return-address.ts'
import { flows, verificationMethods } from './start-schema.ts'

/** What a template can say of a document. */
export const docPlaces = ['no', 'optional', 'required'] as const
type DocPlace = (typeof docPlaces)[number]

/** Yes, no, or as this installation does. */
export const answers = ['default', 'yes', 'no'] as const

/** How long a link works at most, and what it works for when nobody says otherwise. */
export const linkHours = { least: 1, most: 720, usual: 168 } as const

/** The vendor wants an hour at least; a minute more allows for clocks that differ. */
export const consentMinutes = { least: 61, most: 1440 } as const

export const purposeMaxLength = 200

const whole = ({ least, most }: { least: number; most: number }, message: string) =>
  z
    .string(message)
    .trim()
    .regex(/^\d{1,4}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)

/** The field of a document: `doc_pan`, `purpose_pan`. */
export const placeField = (doc: DocType) => `doc_${doc}` as const
export const purposeField = (doc: DocType) => `purpose_${doc}` as const

const place = z.enum(docPlaces, 'documents')
/** A sentence may come pasted in several lines; the field shows them, so nobody would know what to mend. */
const purpose = z
  .string('purpose')
  .transform((text) =>
    text
      .split(/[\r\n]/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join(' '),
  )
  .pipe(z.union([z.literal('').transform(() => null), plainLine(5, purposeMaxLength, 'purpose')], 'purpose'))
const heldPolicy = z
  .enum(['default', ...heldPolicies], 'answer')
  .transform((word) => (word === 'default' ? null : word))
const answer = z.enum(answers, 'answer').transform((word) => (word === 'default' ? null : word === 'yes'))

/**
 * The form of a template: truth on the server, courtesy in the browser. Messages are keys of the dictionary
 * (`templates.errors`). An empty field means: as this installation does.
 */
export const templateSchema = z
  .strictObject({
    name: plainLine(2, 60, 'name'),
    doc_aadhaar: place,
    doc_pan: place,
    doc_driving_license: place,
    purpose_aadhaar: purpose,
    purpose_pan: purpose,
    purpose_driving_license: purpose,
    flow: z.enum(flows, 'answer'),
    verification_method: z.array(z.enum(verificationMethods)).max(verificationMethods.length),
    pinless: answer,
    usernameless: answer,
    consent_minutes: z.union([z.literal('').transform(() => null), whole(consentMinutes, 'consent_minutes')], {
      error: 'consent_minutes',
    }),
    link_hours: whole(linkHours, 'link_hours'),
    return_url: returnAddress('return_url'),
    held_policy: heldPolicy,
    reminders: z.enum(['yes', 'no'], 'answer').transform((word) => word === 'yes'),
  })
  .refine((form) => docTypes.some((doc) => form[placeField(doc)] !== 'no'), {
    path: ['documents'],
    error: 'documents',
    // Without it zod stays silent about the documents while any other field is wrong.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .transform((form) => {
    const placed = (wanted: DocPlace) => docTypes.filter((doc) => form[placeField(doc)] === wanted)
    const purposes: Partial<Record<DocType, string>> = {}
    for (const doc of docTypes) {
      const text = form[purposeField(doc)]
      if (text !== null && form[placeField(doc)] !== 'no') purposes[doc] = text
    }
    const { name, flow, pinless, usernameless, consent_minutes, link_hours, return_url, held_policy, reminders } = form
    return {
      name,
      content: {
        required_docs: placed('required'),
        optional_docs: placed('optional'),
        purposes,
        flow,
        verification_method: form.verification_method.length === 0 ? null : form.verification_method,
        pinless,
        usernameless,
        consent_minutes,
        link_hours,
        return_url,
        held_policy,
        reminders,
      },
    }
  })

export type TemplateInput = z.output<typeof templateSchema>
export type TemplateContent = TemplateInput['content']
