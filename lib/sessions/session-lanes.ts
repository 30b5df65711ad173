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
 * one value it has here (a literal of ours); `within` names a small partial index instead. `each` is looked at row by row,
 * which only lanes of open sessions may ask for: they hold at most what the starts of one consent window leave. `before` is
 * known of every row of the lane.
 */
export type Lane = {
  readonly keys: readonly (readonly [column: string, value: string])[]
  readonly within?: readonly string[]
  readonly each?: readonly string[]
  readonly before?: Date
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

const away = ["status = 'at_provider'", 'bound_return_at is null']
const back = ["status = 'at_provider'", 'bound_return_at is not null']

const stuckSince = (): Date => new Date(now().getTime() - stuckAfterMs)

/** Sessions at the provider as the returns and the clock tell them apart. */
const clockLane = (state: 'away' | 'stuck' | 'checking', bind: Bind): Lane & { within: string[]; each: string[] } => {
  if (state === 'checking') return { keys: [], within: back, each: [] }
  const since = stuckSince()
  if (state === 'away') return { keys: [], within: away, each: [`sent_at > ${bind(since)}`] }
  // Nobody leaves before the session exists, so the newer ones need not be looked at.
  return { keys: [], within: away, each: [`sent_at <= ${bind(since)}`], before: new Date(since.getTime() + 1) }
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
  if (statuses.length === 0) return []
  if (filter.ends === null && (filter.status === null || !isClockState(filter.status)))
    return statuses.flatMap((status) =>
      // The index on all three begins with the documents.
      choiceKeys(filter).map((keys) => ({ keys: [...keys.toReversed(), ['status', quoted(status)] as const] })),
    )
  const each = () => [...choiceConditions(filter), ...endingToday(filter, bind)]
  if (filter.status !== null && isClockState(filter.status)) {
    const lane = clockLane(filter.status, bind)
    return [{ ...lane, each: [...lane.each, ...each()] }]
  }
  // Ending today: the partial indexes hold those at the provider, and no start waits longer than a minute.
  return statuses.flatMap((status): Lane[] =>
    status === 'at_provider'
      ? [away, back].map((within) => ({ keys: [], within, each: each() }))
      : [{ keys: [], within: [`status = ${quoted(status)}`], each: each() }],
  )
}

/** The same filter as conditions of one plain statement, for where PostgreSQL may choose how to read. */
export const conditionsOf = (filter: SessionFilter, bind: Bind): string[] => {
  const statuses = statusesOf(filter)
  const states = statuses === null ? [] : [`status = any (${bind(statuses)})`]
  const clock = filter.status !== null && isClockState(filter.status) ? clockLane(filter.status, bind) : null
  const conditions = clock === null ? [] : [...clock.within, ...clock.each]
  return [...states, ...conditions, ...choiceConditions(filter), ...endingToday(filter, bind)]
}
