/*
 * Without the schema beside it, so that a form the server alone judges brings no zod to the browser.
 */

/** In the order of the page. */
export const organisationFields = [
  'name',
  'legal_name',
  'contact',
  'grievance_officer',
  'grievance_contact',
  'alternative_way',
  'return_url',
] as const
export type OrganisationField = (typeof organisationFields)[number]

/** Keys of the dictionary (`setup.errors`), in the order of the fields they belong to. */
export const organisationErrorKeys = [
  'business_name',
  'legal_name',
  'contact',
  'grievance_officer',
  'grievance_contact',
  'alternative_way',
  'return_url',
] as const
export type OrganisationErrorKey = (typeof organisationErrorKeys)[number]
