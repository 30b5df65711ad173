import type { ClientBase } from 'pg'
import { beginning, type Finding, type Place } from './chain.ts'
import { newestPurge, readHeads, readRows, trailStart, writingPlace } from './read-trail.ts'
import type { HeadStatement, TrustedKeys } from './signed-head.ts'
import { walk } from './walk.ts'

export type Trail = {
  /** The row the kept trail begins after; rows up to it were purged. */
  readonly start: Place
  /** The last row that fits. */
  readonly place: Place
  readonly signed: HeadStatement | null
  readonly finding: Finding | null
}

/** Heads are signed every minute; rows that wait this long were left out on purpose, or signing has stopped. */
export const unsignedAtMostMs = 60 * 60_000

type Options = {
  readonly now: Date
  readonly passed?: (place: Place) => void
}

/**
 * Verifies the whole trail that a transaction sees: every row, every signed head, and that nothing is missing at either end.
 * Without keys no head can be judged, so a trail that has heads does not pass.
 */
export const verifyTrail = async (client: ClientBase, keys: TrustedKeys, options: Options): Promise<Trail> => {
  const start = await trailStart(client, keys)
  if (!start) {
    const purge = await newestPurge(client)
    const finding: Finding = { kind: 'head_forged', seq: 1, upTo: Math.max(purge?.seq ?? 1, 1) }
    return { start: beginning, place: beginning, signed: null, finding }
  }
  const { place, signed, finding } = await walk({
    start,
    rows: readRows(client, start.seq, null),
    heads: readHeads(client, start.seq, null),
    keys,
    ...(options.passed ? { passed: options.passed } : {}),
  })
  const found =
    finding ?? (await endFault(client, place)) ?? (await unsignedFault(client, start, place, signed, options))
  return { start, place, signed, finding: found }
}

/** Whether the last row is the one that the next will follow. */
const endFault = async (client: ClientBase, place: Place): Promise<Finding | null> => {
  const next = await writingPlace(client)
  if (next.seq > place.seq) return { kind: 'tail_missing', seq: place.seq + 1, upTo: next.seq }
  return next.seq === place.seq && next.hash.equals(place.hash) ? null : { kind: 'unlinked', seq: place.seq + 1 }
}

const unsignedFault = async (
  client: ClientBase,
  start: Place,
  place: Place,
  signed: HeadStatement | null,
  { now }: Options,
): Promise<Finding | null> => {
  const first = (signed?.seq ?? start.seq) + 1
  if (first > place.seq) return null
  const { rows } = await client.query<{ at: Date }>('select at from audit_events where seq = $1', [first])
  const waits = now.getTime() - (rows[0]?.at.getTime() ?? 0)
  return waits > unsignedAtMostMs ? { kind: 'unsigned', seq: first, upTo: place.seq } : null
}
