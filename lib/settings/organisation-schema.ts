import 'server-only'
import { z } from 'zod'
import { plainLine } from './plain-line'

/** The address people go back to after the result: https, and nothing that a browser would treat otherwise. */
const httpsUrl = (text: string): boolean => {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === ''
}

/** What an organisation says about itself; issue messages are keys of the dictionary (`setup.errors`). */
export const organisationSchema = z.strictObject({
  name: plainLine(2, 60, 'business_name'),
  legal_name: plainLine(2, 120, 'legal_name'),
  contact: plainLine(5, 120, 'contact'),
  grievance_officer: plainLine(2, 80, 'grievance_officer'),
  grievance_contact: plainLine(5, 120, 'grievance_contact'),
  alternative_way: plainLine(5, 160, 'alternative_way'),
  return_url: z
    .string()
    .trim()
    .max(500, 'return_url')
    .refine((text) => text === '' || httpsUrl(text), 'return_url')
    .transform((text) => (text === '' ? null : text)),
})

export type OrganisationInput = z.output<typeof organisationSchema>
