import { type DocType, docFields } from '../../lib/kyc/doc-types.ts'
import type { SessionStatus } from '../../lib/kyc/session-status.ts'

/** What the story of a session is told from. */
export type Told = {
  id: string
  owner_id: string
  status: SessionStatus
  held_reason: string | null
  fail_reason: string | null
  cancelled_by: 'person' | 'admin' | null
  flow: 'signin' | 'signup'
  doc_types: DocType[]
  browser_class: string
  reads: number
  created_at: Date
  sent_at: Date | null
  bound_return_at: Date | null
  unbound_return_at: Date | null
  consent_seen_at: Date | null
  finished_at: Date | null
}

export type Event = {
  at: Date
  kind: 'person' | 'admin' | 'system'
  who: string
  action: string
  id: string
  detail: object
}
export type Call = {
  id: string
  at: Date
  method: string
  path: string
  status: number | null
  outcome: string
  ms: number
}

/** Nobody signs in under this id; the trail needs a name for who cancelled. */
const seededColleague = 'stf_seed'

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms)

/** The state a session had before its last move. */
const before = (row: Told): SessionStatus => {
  if (row.status === 'withdrawn') return 'succeeded'
  return row.status === 'start_failed' || row.status === 'init_unknown' ? 'starting' : 'at_provider'
}

/** Who caused the last move; null while there was none. */
const moverOf = (row: Told): Event['kind'] | null => {
  if (row.status === 'cancelled') return row.cancelled_by
  return row.bound_return_at || row.status === 'start_failed' ? 'person' : 'system'
}

/** What the trail would say of a session, in the words of lib/audit/events.ts. */
export const eventsOf = (row: Told, noticeHash: string): Event[] => {
  const person = (at: Date, action: string, detail: object = {}): Event => ({
    at,
    kind: 'person',
    who: row.owner_id,
    action,
    id: row.id,
    detail,
  })
  if (row.status === 'declined') return [person(row.created_at, 'session.declined')]
  const moved = row.status === 'held' ? (row.consent_seen_at ?? row.sent_at) : row.finished_at
  const reason = row.held_reason === null ? {} : { reason: row.held_reason }
  const change = { from: before(row), to: row.status, ...reason }
  const mover = moverOf(row)
  const who = mover === 'admin' ? seededColleague : mover === 'system' ? 'reconcile' : row.owner_id
  const last = (action: string, detail: object = {}): Event[] =>
    moved && mover ? [{ at: after(moved, 1), kind: mover, who, action, id: row.id, detail }] : []
  return [
    person(row.created_at, 'consent.given', {
      doc_types: row.doc_types,
      flow: row.flow,
      locale: 'en',
      notice: noticeHash,
    }),
    ...(row.sent_at ? [person(row.sent_at, 'session.started')] : []),
    ...(row.bound_return_at ? [person(row.bound_return_at, 'return.received')] : []),
    ...(row.unbound_return_at ? [person(row.unbound_return_at, 'return.unbound', { status: 'at_provider' })] : []),
    ...(row.status === 'at_provider' ? [] : last('status.changed', change)),
    ...(row.status === 'start_failed'
      ? last('session.start_failed', { status: row.status, reason: row.fail_reason })
      : []),
    ...(row.status === 'cancelled' ? last('session.cancelled') : []),
    ...(row.status === 'withdrawn' ? last('consent.withdrawn') : []),
  ]
}

/** What the exchange log would hold: the start, and as many reads as the row says. */
export const callsOf = (row: Told, now: Date): Call[] => {
  if (row.status === 'declined') return []
  const base = '/kyc/digilocker/sessions'
  // A little noise that is the same for every run over the same row.
  const noise = (n: number): number => (row.created_at.getTime() * (n + 3)) % 340
  const failed = row.sent_at === null
  const init: Call = {
    id: row.id,
    at: row.sent_at ?? after(row.created_at, 900),
    method: 'POST',
    path: `${base}/init`,
    status: failed ? (row.status === 'start_failed' ? 503 : null) : 200,
    outcome: failed ? (row.status === 'start_failed' ? 'unwell' : 'timeout') : 'ok',
    ms: 310 + noise(0),
  }
  const end = row.finished_at ?? row.consent_seen_at ?? after(row.created_at, 20 * 60_000)
  const reads = Array.from({ length: failed ? 0 : row.reads }, (_, n): Call => {
    const at = after(end, -120_000 * (row.reads - 1 - n))
    return { ...init, at, method: 'GET', path: `${base}/:session_id/status`, ms: 120 + noise(n + 1) }
  })
  return [init, ...reads.filter(({ at }) => at >= init.at && at <= now)]
}

/** The fields the notice named, for the consent record. */
export const itemsOf = (row: Told): Record<string, readonly string[]> =>
  Object.fromEntries(row.doc_types.map((doc) => [doc, docFields[doc]]))
