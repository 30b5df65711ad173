import 'server-only'
import { z } from 'zod'
import { isDay } from '@/lib/kyc/india-time'
import { asReference } from '@/lib/kyc/reference'
import { auditActions } from './events'

/** Kinds of actor a search can name as a whole. */
export const actorKinds = ['person', 'admin', 'system', 'setup'] as const
export type ActorKind = (typeof actorKinds)[number]

export const isActorKind = (word: string): word is ActorKind => actorKinds.some((kind) => kind === word)

// Row ids of ours; nothing a provider or a person gave may stand in an address.
const id = /^(kyc|stf|own|exp)_[A-Za-z0-9_-]{22}$/
/** Objects without a row of their own. */
const words = ['organisation', 'audit', 'unknown']

const schemas = {
  who: z.string().refine((text) => isActorKind(text) || id.test(text) || /^[a-z][a-z_-]{2,30}$/.test(text)),
  action: z.enum(auditActions),
  about: z.string().transform((typed, context) => {
    const text = typed.trim()
    const reference = asReference(text)
    if (reference) return reference
    if (id.test(text) || words.includes(text)) return text
    context.addIssue('expected a reference or an id of ours')
    return z.NEVER
  }),
  from: z.string().refine(isDay),
  until: z.string().refine(isDay),
}

/** Which rows a search shows: by whom, what, about which object, and on which days in India. */
export type AuditFilter = {
  readonly who: string | null
  readonly action: z.output<typeof schemas.action> | null
  /** A session's reference, or the id of an object. */
  readonly about: string | null
  readonly from: string | null
  readonly until: string | null
}
type Name = keyof AuditFilter

export const everyRow: AuditFilter = { who: null, action: null, about: null, from: null, until: null }

type Query = Readonly<Record<string, string | string[] | undefined>>

/** A filter from an address; parts that mean nothing are left out and named in `wrong`. Nothing throws. */
export const readAuditFilter = (query: Query): { filter: AuditFilter; wrong: readonly Name[] } => {
  const wrong: Name[] = []
  const read = <T>(name: Name, schema: z.ZodType<T>): T | null => {
    const value = query[name]
    if (value === undefined || value === '') return null
    const parsed = typeof value === 'string' && value.length <= 100 ? schema.safeParse(value) : null
    if (parsed?.success) return parsed.data
    wrong.push(name)
    return null
  }
  const filter: AuditFilter = {
    who: read('who', schemas.who),
    action: read('action', schemas.action),
    about: read('about', schemas.about),
    from: read('from', schemas.from),
    until: read('until', schemas.until),
  }
  if (filter.from === null || filter.until === null || filter.from <= filter.until) return { filter, wrong }
  return { filter: { ...filter, from: null, until: null }, wrong: [...wrong, 'from', 'until'] }
}

/** The filter as it stands in an address: nothing empty, so one view has one address. */
export const auditQuery = ({ who, action, about, from, until }: AuditFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ who, action, about, from, until }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )

/** Between which rows a page lies. */
export type AuditPlace = { readonly older: number } | { readonly newer: number } | null

const seqOf = (value: string | string[] | undefined): number | null =>
  typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null

/** The place an address names; `lost` when it names none, and the page is the first. */
export const readAuditPlace = ({ after, before }: Query): { from: AuditPlace; lost: boolean } => {
  const given = [after, before].filter((text) => text !== undefined && text !== '')
  const [older, newer] = [seqOf(after), seqOf(before)]
  if (given.length !== 1) return { from: null, lost: given.length > 1 }
  if (older !== null) return { from: { older }, lost: false }
  return newer === null ? { from: null, lost: true } : { from: { newer }, lost: false }
}
