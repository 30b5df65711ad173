import { z } from 'zod'
import { plainLine } from './plain-line.ts'
import { isReachable } from './reachable.ts'
import { returnAddress } from './return-address.ts'

const ends = new Set([' ', '.', '।'])

/** For the middle of sentences, which have a full stop of their own. */
const withoutEnd = (text: string): string => {
  let length = text.length
  while (ends.has(text.charAt(length - 1))) length -= 1
  return text.slice(0, length)
}

/** What an organisation says about itself; issue messages are keys of the dictionary (`setup.errors`). */
export const organisationSchema = z.strictObject({
  name: plainLine(2, 60, 'business_name'),
  legal_name: plainLine(2, 120, 'legal_name'),
  contact: plainLine(5, 120, 'contact').refine(isReachable, 'contact'),
  grievance_officer: plainLine(2, 80, 'grievance_officer'),
  grievance_contact: plainLine(5, 120, 'grievance_contact').refine(isReachable, 'grievance_contact'),
  alternative_way: plainLine(5, 160, 'alternative_way')
    .transform(withoutEnd)
    .refine((way) => way !== '', 'alternative_way'),
  return_url: returnAddress('return_url'),
})

export type OrganisationInput = z.output<typeof organisationSchema>
