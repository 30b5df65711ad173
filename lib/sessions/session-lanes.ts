import 'server-only'
import { now } from '@/lib/clock'
import { masksWith } from '@/lib/kyc/doc-types'
import { stuckAfterMs } from '@/lib/kyc/reconcile-plan'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { outcomeStatuses } from '@/lib/kyc/session-outcome'
import { type SessionStatus, sessionStatuses } from '@/lib/kyc/session-status'
import { isClockState, type StaffState } from '@/lib/kyc/staff-state'
import { flows } from '@/lib/kyc/start-schema'

/** Conditions that together are one range of one index, already in the order of the list. */
export type Lane = readonly string[]

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

/** What the clock and the returns add to `at_provider`. */
const clockConditions = (state: StaffState | null, bind: (value: unknown) => string): string[] => {
  const longAgo = () => bind(new Date(now().getTime() - stuckAfterMs))
  if (state === 'checking') return ['bound_return_at is not null']
  if (state === 'away') return ['bound_return_at is null', `sent_at > ${longAgo()}`]
  // Nobody leaves before the session exists, so the index can begin at the same moment.
  if (state === 'stuck')
    return [longAgo()].flatMap((at) => ['bound_return_at is null', `sent_at <= ${at}`, `created_at <= ${at}`])
  return []
}

/** One lane for each flow and set of documents: an index keeps order only behind columns that are fixed. */
const choices = ({ flow, docs }: SessionFilter): Lane[] => {
  if (flow === null && docs.length === 0) return [[]]
  const wanted = flow === null ? flows : [flow]
  return wanted.flatMap((one) => masksWith(docs).map((mask) => [`flow = '${one}'`, `doc_mask = ${mask}`]))
}

/** The same choice as plain conditions, for where a few rows are looked at one by one. */
const choiceAsFilter = ({ flow, docs }: SessionFilter): Lane => [
  ...(flow === null ? [] : [`flow = '${flow}'`]),
  ...(docs.length === 0 ? [] : [`doc_mask in (${masksWith(docs).join(', ')})`]),
]

/** Cuts a filter into lanes. None at all means that nothing can match (a state outside the outcome). */
export const lanesOf = (filter: SessionFilter, bind: (value: unknown) => string): Lane[] => {
  const statuses = statusesOf(filter)
  if (statuses === null) return choices(filter)
  const clock = clockConditions(filter.status, bind)
  // Sessions that the clock says something about are open ones: at most what 70 minutes of starts leave.
  const few = clock.length > 0 || filter.ends !== null
  return statuses.flatMap((status) =>
    (few ? [choiceAsFilter(filter)] : choices(filter)).map((choice) => [`status = '${status}'`, ...clock, ...choice]),
  )
}
