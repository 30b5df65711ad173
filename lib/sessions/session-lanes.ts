import 'server-only'
import { now } from '@/lib/clock'
import { masksWith } from '@/lib/kyc/doc-types'
import { addDays, indiaDayOf, startOfIndiaDay } from '@/lib/kyc/india-time'
import { stuckAfterMs } from '@/lib/kyc/reconcile-plan'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { outcomeStatuses } from '@/lib/kyc/session-outcome'
import { type SessionStatus, sessionStatuses } from '@/lib/kyc/session-status'
import { isClockState, type StaffState } from '@/lib/kyc/staff-state'
import { flows } from '@/lib/kyc/start-schema'

/**
 * One range of one index, already in the order of the list. `keys` are the columns the index begins with, each with the
 * one value it has here (a literal of ours); `within` says which few rows they are. `each` is looked at row by row, which only
 * lanes of open sessions may ask for: they hold at most what 70 minutes of starts leave.
 */
export type Lane = {
  readonly keys: readonly (readonly [column: string, value: string])[]
  readonly within?: readonly string[]
  readonly each?: readonly string[]
}

type Bind = (value: unknown) => string

const quoted = (word: string): string => `'${word}'`

const statusOf = (state: StaffState): SessionStatus => (isClockState(state) ? 'at_provider' : state)

/** The stored states a filter allows; null when it does not care. */
const statusesOf = ({ status, outcome, ends }: SessionFilter): readonly SessionStatus[] | null => {
  const sets: (readonly SessionStatus[])[] = [
    ...(status === null ? [] : [[statusOf(status)]]),
    ...(outcome === null ? [] : [outcomeStatuses[outcome]]),
    ...(ends === null ? [] : [['starting', 'at_provider'] as const]),
  ]
  return sets.length === 0 ? null : sessionStatuses.filter((known) => sets.every((set) => set.includes(known)))
}

/** What the returns and the clock add to `at_provider`. */
const clockOf = (state: StaffState | null, bind: Bind): { within: string[]; each: string[] } => {
  const longAgo = () => bind(new Date(now().getTime() - stuckAfterMs))
  if (state === 'checking') return { within: ['bound_return_at is not null'], each: [] }
  if (state === 'away') return { within: ['bound_return_at is null'], each: [`sent_at > ${longAgo()}`] }
  if (state === 'stuck') return { within: ['bound_return_at is null'], each: [`sent_at <= ${longAgo()}`] }
  return { within: [], each: [] }
}

const endingToday = ({ ends }: SessionFilter, bind: Bind): string[] =>
  ends === null ? [] : [`consent_expiry < ${bind(startOfIndiaDay(addDays(indiaDayOf(now()), 1)))}`]

const choiceConditions = ({ flow, docs }: SessionFilter): string[] => [
  ...(flow === null ? [] : [`flow = ${quoted(flow)}`]),
  ...(docs.length === 0 ? [] : [`doc_mask in (${masksWith(docs).join(', ')})`]),
]

/** An index keeps its order only behind columns with one value, so each flow and set of documents is a lane. */
const choiceKeys = ({ flow, docs }: SessionFilter): Lane['keys'][] => {
  if (flow === null && docs.length === 0) return [[]]
  const wanted = flow === null ? flows : [flow]
  return wanted.flatMap((one) =>
    masksWith(docs).map((mask) => [['flow', quoted(one)] as const, ['doc_mask', String(mask)] as const]),
  )
}

/** Cuts a filter into lanes; none at all for a state outside the outcome, because nothing can be in it. */
export const lanesOf = (filter: SessionFilter, bind: Bind): Lane[] => {
  const statuses = statusesOf(filter)
  if (statuses === null) return choiceKeys(filter).map((keys) => ({ keys }))
  if (filter.ends === null && (filter.status === null || !isClockState(filter.status)))
    return statuses.flatMap((status) =>
      choiceKeys(filter).map((keys) => ({ keys: [['status', quoted(status)] as const, ...keys] })),
    )
  // Few rows whichever way they are reached, so an equality does: the partial indexes or the one on the status hold them.
  return statuses.map((status) => {
    const clock = clockOf(filter.status, bind)
    return {
      keys: [],
      within: [`status = ${quoted(status)}`, ...clock.within],
      each: [...clock.each, ...choiceConditions(filter), ...endingToday(filter, bind)],
    }
  })
}

/** The same filter as conditions of one plain statement, for where PostgreSQL may choose how to read. */
export const conditionsOf = (filter: SessionFilter, bind: Bind): string[] => {
  const statuses = statusesOf(filter)
  const { within, each } = clockOf(filter.status, bind)
  const states = statuses === null ? [] : [`status = any (${bind(statuses)})`]
  return [...states, ...within, ...each, ...choiceConditions(filter), ...endingToday(filter, bind)]
}
