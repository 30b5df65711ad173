import 'server-only'
import { addDays, startOfIndiaDay } from '@/lib/kyc/india-time'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import type { Cursor } from './list-cursor'
import { conditionsOf, type Lane, lanesOf } from './session-lanes'
import { rangeOf } from './session-range'

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

const every = (conditions: readonly string[]): string => conditions.join(' and ') || 'true'

const orderOf = (direction: Reading['direction'], columns: readonly string[] = []): string =>
  [...columns, 'created_at', 'id'].map((column) => (direction === 'older' ? `${column} desc` : column)).join(', ')

const daysOf = ({ from, until }: SessionFilter) => ({
  since: from === null ? null : startOfIndiaDay(from),
  before: until === null ? null : startOfIndiaDay(addDays(until, 1)),
})

const earlier = (one: Date | null, other: Date | undefined): Date | null =>
  one !== null && (other === undefined || one < other) ? one : (other ?? null)

/** The rows of one lane. The order names its keys, so that only the index made for them can give it. */
const selectLane = (filter: SessionFilter, lane: Lane, reading: Reading, bind: Bind): string => {
  const { since, before } = daysOf(filter)
  const range = rangeOf({ ...reading, since, before: earlier(before, lane.before) }, bind)(lane.keys)
  const keys = lane.keys.map(([column]) => column)
  const where = every([...range, ...(lane.within ?? []), ...(lane.each ?? [])])
  return `select ${reading.columns} from kyc_sessions where ${where}
    order by ${orderOf(reading.direction, keys)} limit ${bind(reading.limit)}`
}

// A beginning of a reference has four letters at least, and an invitation few sessions, so ordinary numbers never come near.
const mostReferences = 1_000

/** "~" sorts behind every character of a reference. */
const beginsWith = (q: string, bind: Bind): string => `reference ~>=~ ${bind(q)} and reference ~<~ ${bind(`${q}~`)}`

/** Where the rows come from; an inner limit keeps the other conditions from leading the plan. */
const sourceOf = ({ q, invited }: SessionFilter, { limit }: Reading, bind: Bind): string => {
  // Whoever reads to the end wants every row.
  const most = limit === undefined ? '' : `limit ${mostReferences}`
  if (invited !== null)
    return `(select s.* from invitations i join kyc_sessions s on s.invitation_id = i.id
      where lower(i.reference) = lower(${bind(invited)}) ${most}) found`
  return q === null ? 'kyc_sessions' : `(select * from kyc_sessions where ${beginsWith(q, bind)} ${most}) found`
}

/** All conditions in one statement: for the few rows of a reference, and for who reads to the end anyway. */
const selectPlainly = (filter: SessionFilter, reading: Reading, bind: Bind): string => {
  const source = sourceOf(filter, reading, bind)
  const range = rangeOf({ ...daysOf(filter), ...reading }, bind)([])
  const within = filter.q !== null && filter.invited !== null ? [beginsWith(filter.q, bind)] : []
  const where = every([...range, ...within, ...conditionsOf(filter, bind)])
  const limit = reading.limit === undefined ? '' : ` limit ${bind(reading.limit)}`
  return `select ${reading.columns} from ${source} where ${where} order by ${orderOf(reading.direction)}${limit}`
}

/** Lanes of the same columns are one plan run once for each: planning a hundred selects would cost more than reading them. */
const selectEach = (filter: SessionFilter, lanes: readonly Lane[], reading: Reading, bind: Bind): string => {
  const columns = lanes[0]?.keys.map(([column]) => column) ?? []
  const names = columns.map((_, index) => `key${index}`)
  const values = lanes.map(({ keys }) => `(${keys.map(([, value]) => value).join(', ')})`)
  const keys = columns.map((column, index) => [column, `lane.key${index}`] as const)
  return `select found.* from (values ${values.join(', ')}) lane (${names.join(', ')})
    cross join lateral (${selectLane(filter, { keys }, reading, bind)}) found`
}

/** The rows of all lanes, each read no further than the page needs (docs/decisions/0014). Never OFFSET. */
const selectLanes = (filter: SessionFilter, reading: Reading, bind: Bind): string => {
  const lanes = lanesOf(filter, bind)
  if (lanes.length === 0) return `select ${reading.columns} from kyc_sessions where false`
  const keyed = lanes.every(({ keys, each }) => keys.length > 0 && each === undefined)
  if (lanes.length > 1 && keyed) return selectEach(filter, lanes, reading, bind)
  return lanes.map((lane) => `(${selectLane(filter, lane, reading, bind)})`).join('\nunion all\n')
}

const isPlain = (filter: SessionFilter, { limit }: Partial<Reading>): boolean =>
  filter.q !== null || filter.invited !== null || limit === undefined

/** Sessions under a filter, in order, from a place on. */
export const sessionsStatement = (filter: SessionFilter, reading: Reading): Statement => {
  const { values, bind } = parameters()
  if (isPlain(filter, reading)) return { text: selectPlainly(filter, reading, bind), values }
  const lanes = selectLanes(filter, reading, bind)
  const order = `order by ${orderOf(reading.direction)} limit ${bind(reading.limit)}`
  return { text: `select * from (${lanes}) lanes ${order}`, values }
}

/** How many sessions there are, counted no further than `most`: the limit ends the reading, in whichever lane it is reached. */
export const countStatement = (filter: SessionFilter, most: number): Statement => {
  const { values, bind } = parameters()
  const reading: Reading = { columns: 'id, created_at', direction: 'older', from: null, limit: most }
  const rows = isPlain(filter, reading) ? selectPlainly(filter, reading, bind) : selectLanes(filter, reading, bind)
  const limited = `select 1 from (${rows}) lanes limit ${bind(most)}`
  return { text: `select count(*)::int as count from (${limited}) counted`, values }
}
