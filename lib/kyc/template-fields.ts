/*
 * Without the schema beside it, so that the page of the form brings no zod to the browser before somebody fills it in.
 */

/** Fields that can be wrong, in the order of the page; `documents` is their group. */
export const templateFields = [
  'name',
  'documents',
  'purpose_aadhaar',
  'purpose_pan',
  'purpose_driving_license',
  'consent_minutes',
  'link_hours',
  'return_url',
] as const
export type TemplateField = (typeof templateFields)[number]

/** Keys of the dictionary (`templates.errors`). */
export const templateErrorKeys = [
  'name',
  'documents',
  'purpose',
  'consent_minutes',
  'link_hours',
  'return_url',
  'answer',
] as const
export type TemplateErrorKey = (typeof templateErrorKeys)[number]
