import { z } from 'zod'
import { docTypes, knownDocTypes } from './doc-types.ts'
import { plainText } from './plain-text.ts'
import { asReferenceStart, longestReference } from './reference.ts'
import { type FilterName, filterQuery, type SessionFilter } from './session-filter.ts'
import { outcomes } from './session-outcome.ts'
import { staffStates } from './staff-state.ts'
import { flows } from './start-schema.ts'

/** Query values as they arrive: a name may be missing or stand there twice. */
export type RawQuery = { readonly [name: string]: string | string[] | undefined }

export type ReadFilter = {
  filter: SessionFilter
  /** Parts of the address that say nothing we know; they are left out of the filter. */
  wrong: FilterName[]
}

const schemas = {
  status: z.enum(staffStates),
  outcome: z.enum(outcomes),
  docs: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(docTypes)))
    .transform(knownDocTypes),
  flow: z.enum(flows),
  from: z.iso.date(),
  until: z.iso.date(),
  ends: z.literal('today'),
  q: z
    .string()
    .max(300)
    .transform((typed, context) => {
      const start = asReferenceStart(typed)
      if (start !== null) return start
      context.addIssue('expected a reference or its beginning')
      return z.NEVER
    }),
  // An address on file is nothing to put into an address.
  invited: z
    .string()
    .max(300)
    .transform(plainText)
    .pipe(
      z
        .string()
        .min(1)
        .max(longestReference)
        .regex(/^[^@]+$/),
    ),
}

/** Form fields that were left empty count as absent; a name that stands there twice is one list (checkboxes). */
const textOf = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value : [value ?? '']).filter((part) => part.trim() !== '').join(',')

/** Reads a filter from an address. Anything unknown is named in `wrong` and left out; nothing throws. */
export const readFilter = (query: RawQuery): ReadFilter => {
  const wrong: FilterName[] = []
  const read = <T>(name: FilterName, schema: z.ZodType<T>): T | null => {
    const text = textOf(query[name])
    if (text === '') return null
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    wrong.push(name)
    return null
  }
  const filter: SessionFilter = {
    status: read('status', schemas.status),
    outcome: read('outcome', schemas.outcome),
    docs: read('docs', schemas.docs) ?? [],
    flow: read('flow', schemas.flow),
    from: read('from', schemas.from),
    until: read('until', schemas.until),
    ends: read('ends', schemas.ends),
    q: read('q', schemas.q),
    invited: read('invited', schemas.invited),
  }
  if (filter.from === null || filter.until === null || filter.from <= filter.until) return { filter, wrong }
  return { filter: { ...filter, from: null, until: null }, wrong: [...wrong, 'from', 'until'] }
}

const addressOf = (query: RawQuery): string =>
  Object.entries(query)
    .filter(([name]) => Object.hasOwn(schemas, name))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

/** False for an address that says the same in other words: empty fields of a form, another order, boxes one by one. */
export const isOneAddress = (query: RawQuery, filter: SessionFilter): boolean =>
  addressOf(query) === addressOf(filterQuery(filter))
