import { type DocType, docTypes } from './doc-types.ts'
import { type VerificationMethod, verificationMethods } from './start-schema.ts'
import { type TemplateErrorKey, type TemplateField, templateErrorKeys, templateFields } from './template-fields.ts'
import {
  linkHours,
  placeField,
  purposeField,
  type TemplateContent,
  type TemplateInput,
  templateSchema,
} from './template-schema.ts'

export type TemplateErrors = Partial<Record<TemplateField, TemplateErrorKey>>

/** What the form was filled with; text as typed, choices by their words. */
export type TemplateAnswers = {
  name: string
  places: Record<DocType, string>
  purposes: Record<DocType, string>
  flow: string
  verification_method: string[]
  pinless: string
  usernameless: string
  consent_minutes: string
  link_hours: string
  return_url: string
  held_policy: string
  reminders: string
}

const perDoc = <T>(value: (doc: DocType) => T): Record<DocType, T> => ({
  aadhaar: value('aadhaar'),
  pan: value('pan'),
  driving_license: value('driving_license'),
})

/** What a draft says, as the form shows it. */
export const templateAnswers = (name: string, content: TemplateContent): TemplateAnswers => {
  const word = (value: boolean | null) => (value === null ? 'default' : value ? 'yes' : 'no')
  return {
    name,
    places: perDoc((doc) => {
      if (content.required_docs.includes(doc)) return 'required'
      return content.optional_docs.includes(doc) ? 'optional' : 'no'
    }),
    purposes: perDoc((doc) => content.purposes[doc] ?? ''),
    flow: content.flow,
    verification_method: [...(content.verification_method ?? [])],
    pinless: word(content.pinless),
    usernameless: word(content.usernameless),
    consent_minutes: content.consent_minutes === null ? '' : String(content.consent_minutes),
    link_hours: String(content.link_hours),
    return_url: content.return_url ?? '',
    held_policy: content.held_policy ?? 'default',
    reminders: content.reminders ? 'yes' : 'no',
  }
}

/** What a new template begins with: every document may be chosen. */
export const newTemplate: TemplateAnswers = templateAnswers('', {
  required_docs: [],
  optional_docs: [...docTypes],
  purposes: {},
  flow: 'signin',
  verification_method: null,
  pinless: null,
  usernameless: null,
  consent_minutes: null,
  link_hours: linkHours.usual,
  return_url: null,
  held_policy: null,
  reminders: true,
})

/** Reads a posted form; files and repeats are dropped, nothing else is guessed. */
export const readTemplateForm = (form: FormData): TemplateAnswers => {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 1000) : ''
  }
  return {
    name: text('name'),
    places: perDoc((doc) => text(placeField(doc))),
    purposes: perDoc((doc) => text(purposeField(doc))),
    flow: text('flow'),
    verification_method: verificationMethods.filter((method: VerificationMethod) =>
      form.getAll('verification_method').includes(method),
    ),
    pinless: text('pinless'),
    usernameless: text('usernameless'),
    consent_minutes: text('consent_minutes').trim(),
    link_hours: text('link_hours'),
    return_url: text('return_url'),
    held_policy: text('held_policy'),
    reminders: text('reminders'),
  }
}

export type JudgedTemplate = { input: TemplateInput; errors: null } | { input: null; errors: TemplateErrors }

/** One verdict for browser and server; one message a field. */
export const judgeTemplate = ({ places, purposes, ...rest }: TemplateAnswers): JudgedTemplate => {
  const parsed = templateSchema.safeParse({
    ...rest,
    ...Object.fromEntries(
      docTypes.flatMap((doc) => [
        [placeField(doc), places[doc]],
        [purposeField(doc), purposes[doc]],
      ]),
    ),
  })
  if (parsed.success) return { input: parsed.data, errors: null }
  const errors: TemplateErrors = {}
  for (const issue of parsed.error.issues) {
    const path = String(issue.path[0])
    const field = templateFields.find((name) => name === path) ?? 'documents'
    errors[field] ??= templateErrorKeys.find((key) => key === issue.message) ?? 'answer'
  }
  return { input: null, errors }
}
