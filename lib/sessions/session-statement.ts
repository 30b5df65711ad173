import 'server-only'
import { now } from '@/lib/clock'
import { addDays, indiaDayOf, startOfIndiaDay } from '@/lib/kyc/india-time'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import type { Cursor } from './list-cursor'
import { type Lane, lanesOf } from './session-lanes'

export type Statement = { text: string; values: unknown[] }

/** What a statement reads: `columns` come from our own code, never from a request, and name `id` and `created_at`. */
export type Reading = {
  columns: string
  /** `older` reads newest first, from the place down; `newer` reads oldest first, from the place up. */
  direction: 'older' | 'newer'
  /** null: from the end of the list, without a bound. */
  from: Cursor | null
  /** Absent only for a server cursor that reads to the end (export). */
  limit?: number
}

type Bind = (value: unknown) => string

/** Collects parameters; each call of `bind` gives the next `$n`. */
const parameters = (): { values: unknown[]; bind: Bind } => {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}

/** The days and the clock; every lane carries them. */
const boundsOf = (filter: SessionFilter, bind: Bind): string[] => [
  ...(filter.from === null ? [] : [`created_at >= ${bind(startOfIndiaDay(filter.from))}`]),
  ...(filter.until === null ? [] : [`created_at < ${bind(startOfIndiaDay(addDays(filter.until, 1)))}`]),
  ...(filter.ends === null ? [] : [`consent_expiry < ${bind(startOfIndiaDay(addDays(indiaDayOf(now()), 1)))}`]),
]

const placeOf = ({ direction, from }: Reading, bind: Bind): string[] =>
  from === null ? [] : [`(created_at, id) ${direction === 'older' ? '<' : '>'} (${bind(from.at)}, ${bind(from.id)})`]

const every = (conditions: readonly string[]): string => conditions.join(' and ') || 'true'

// A beginning of a reference has four letters at least, so ordinary numbers of sessions never come near this.
const mostReferences = 1_000

/** The few rows whose reference begins so. The inner limit keeps the other conditions from leading the plan. */
const selectFound = (q: string, lanes: readonly Lane[], columns: string, bounds: readonly string[], bind: Bind) => {
  // "~" sorts behind every character of a reference.
  const range = `reference ~>=~ ${bind(q)} and reference ~<~ ${bind(`${q}~`)}`
  const states = lanes.map((lane) => `(${every(lane)})`).join(' or ') || 'false'
  return `select ${columns} from (select * from kyc_sessions where ${range} limit ${mostReferences}) found
    where (${states}) and ${every(bounds)}`
}

/**
 * One select for each lane, joined so that PostgreSQL merges their orders: every lane is one range of one index, read
 * only as far as the page needs (docs/decisions/0014). Never OFFSET.
 */
const selectLanes = (lanes: readonly Lane[], columns: string, bounds: readonly string[]): string => {
  const parts = lanes.map((lane) => `select ${columns} from kyc_sessions where ${every([...lane, ...bounds])}`)
  const [only = `select ${columns} from kyc_sessions where false`] = parts
  return parts.length < 2 ? only : `select ${columns} from (${parts.join('\nunion all\n')}) lanes`
}

const select = (filter: SessionFilter, columns: string, bounds: readonly string[], bind: Bind): string => {
  const lanes = lanesOf(filter, bind)
  return filter.q === null ? selectLanes(lanes, columns, bounds) : selectFound(filter.q, lanes, columns, bounds, bind)
}

/** Sessions under a filter, in order, from a place on. */
export const sessionsStatement = (filter: SessionFilter, reading: Reading): Statement => {
  const { values, bind } = parameters()
  const rows = select(filter, reading.columns, [...boundsOf(filter, bind), ...placeOf(reading, bind)], bind)
  const order = reading.direction === 'older' ? 'created_at desc, id desc' : 'created_at, id'
  const limit = reading.limit === undefined ? '' : ` limit ${bind(reading.limit)}`
  return { text: `${rows} order by ${order}${limit}`, values }
}

/** How many sessions there are, counted no further than `most`. The order makes every lane use its index. */
export const countStatement = (filter: SessionFilter, most: number): Statement => {
  const { values, bind } = parameters()
  const rows = select(filter, 'created_at, id', boundsOf(filter, bind), bind)
  const limited = `${rows} order by created_at desc, id desc limit ${bind(most)}`
  return { text: `select count(*)::int as count from (${limited}) counted`, values }
}
