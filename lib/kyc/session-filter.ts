import type { DocType } from './doc-types.ts'
import type { Outcome } from './session-outcome.ts'
import type { StaffState } from './staff-state.ts'
import type { Flow } from './start-schema.ts'

/**
 * Which sessions a list shows. One value for the list, its count, the export, next and previous of a session and the
 * links of the overview; read-filter.ts reads it from an address, lib/sessions/session-statement.ts turns it into SQL.
 */
export type SessionFilter = {
  readonly status: StaffState | null
  readonly outcome: Outcome | null
  /** Asked for all of these, whatever else was asked for. */
  readonly docs: readonly DocType[]
  readonly flow: Flow | null
  /** First and last calendar day in India on which the session was created, `2026-05-04`. */
  readonly from: string | null
  readonly until: string | null
  /** Still open, and the time at the provider ends today. */
  readonly ends: 'today' | null
  /** A reference or its beginning; no session_id, e-mail address or number may stand in an address. */
  readonly q: string | null
  /** The organisation's reference of an invitation, whole; capital and small letters are one. */
  readonly invited: string | null
}

export const everySession: SessionFilter = Object.freeze({
  status: null,
  outcome: null,
  docs: [],
  flow: null,
  from: null,
  until: null,
  ends: null,
  q: null,
  invited: null,
})

export type FilterName = keyof SessionFilter

/** A filter from the parts that matter; the rest shows everything. */
export const filterOf = (wish: Partial<SessionFilter>): SessionFilter => ({ ...everySession, ...wish })

/** The filter as it stands in an address: fixed order, nothing empty, so one view has one address. */
export const filterQuery = (wish: Partial<SessionFilter>): Record<string, string> => {
  const { docs, ...words } = filterOf(wish)
  const { status, outcome, flow, from, until, ends, q, invited } = words
  const entries = Object.entries({ status, outcome, docs: docs.join(','), flow, from, until, ends, q, invited })
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

/** True when nothing is left out. */
export const isEverySession = (filter: SessionFilter): boolean => Object.keys(filterQuery(filter)).length === 0
