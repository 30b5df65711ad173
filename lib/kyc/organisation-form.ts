import {
  type OrganisationErrorKey,
  type OrganisationField,
  organisationErrorKeys,
  organisationFields,
} from './organisation-fields.ts'
import { type OrganisationInput, organisationSchema } from './organisation-schema.ts'

export type OrganisationErrors = Partial<Record<OrganisationField, OrganisationErrorKey>>
export type OrganisationAnswers = Record<OrganisationField, string>

const each = (value: (name: OrganisationField) => string): OrganisationAnswers => ({
  name: value('name'),
  legal_name: value('legal_name'),
  contact: value('contact'),
  grievance_officer: value('grievance_officer'),
  grievance_contact: value('grievance_contact'),
  alternative_way: value('alternative_way'),
  return_url: value('return_url'),
})

/** What the form begins with. */
export const organisationAnswers = (saved: Readonly<Record<OrganisationField, string | null>> | null) =>
  each((name) => saved?.[name] ?? '')

export const readOrganisationForm = (form: FormData): OrganisationAnswers =>
  each((name) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 600) : ''
  })

type Judged = { input: OrganisationInput; errors: null } | { input: null; errors: OrganisationErrors }

/** One verdict for browser and server; one message a field. */
export const judgeOrganisation = (answers: OrganisationAnswers): Judged => {
  const parsed = organisationSchema.safeParse(answers)
  if (parsed.success) return { input: parsed.data, errors: null }
  const errors: OrganisationErrors = {}
  for (const { path, message } of parsed.error.issues) {
    const field = organisationFields.find((name) => name === path[0])
    const key = organisationErrorKeys.find((known) => known === message)
    if (field && key) errors[field] ??= key
  }
  return { input: null, errors }
}
