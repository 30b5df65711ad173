import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AuditDetail } from '@/lib/audit/events'
import type { TemplateInput } from '@/lib/kyc/template-schema'

/** Whether two templates say the same to the letter. */
export const sameTemplate = (one: TemplateInput, other: TemplateInput): boolean => isDeepStrictEqual(one, other)

type Said = string | number | boolean | readonly string[] | null

/** What is chosen from a list or is a number. The rest is text of colleagues, which the trail does not repeat. */
const choicesOf = ({ content }: TemplateInput): [string, Exclude<Said, null>][] => {
  const { purposes, return_url, ...choices } = content
  return Object.entries<Said>(choices).map(([name, value]) => [name, value ?? 'default'])
}

/**
 * What differs between two states of a template, for the trail: the names of all fields that do, and of choices and numbers
 * what they are and were. @param before null where there was none
 */
export const contentChanges = (before: TemplateInput | null, after: TemplateInput): AuditDetail => {
  const old: Readonly<Record<string, unknown>> = before ? { name: before.name, ...before.content } : {}
  const now = { name: after.name, ...after.content }
  const changed = Object.entries(now).flatMap(([name, value]) => (isDeepStrictEqual(value, old[name]) ? [] : [name]))
  const was = new Map(before ? choicesOf(before).map(([name, value]) => [`${name}_before`, value]) : [])
  const values = choicesOf(after)
    .filter(([name]) => changed.includes(name))
    .flatMap(([name, value]) => {
      const earlier = was.get(`${name}_before`)
      return [[name, value] as const, ...(earlier === undefined ? [] : [[`${name}_before`, earlier] as const])]
    })
  return { changed, ...Object.fromEntries(values) }
}
