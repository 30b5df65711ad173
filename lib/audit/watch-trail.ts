import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { log } from '@/lib/log'
import type { SystemActor } from './actor'
import type { Finding, Place } from './chain/chain'
import { readHeads, readRows, trailStart, writingPlace } from './chain/read-trail'
import { walk } from './chain/walk'
import { signingKey, trustedKeys } from './keys'
import { signHead } from './sign-head'
import { inSnapshot } from './snapshot'

/** Rows looked at again each minute: half a second of work, and ten million rows in three and a half hours. */
export const rowsPerRound = 50_000
/** Heads signed in one round at most; a trail that was never signed catches up over some minutes. */
const headsPerRound = 20

const signNew = async (actor: SystemActor): Promise<{ seq: number | null; finding: Finding | null }> => {
  const key = signingKey()
  if (!key) return { seq: null, finding: null }
  let signed = await signHead(actor, key)
  for (let heads = 1; signed.more && heads < headsPerRound; heads += 1) signed = await signHead(actor, key)
  return signed
}

type Step = { readonly place: Place; readonly finding: Finding | null; readonly cameRound: boolean }

/** Walks on over the rows that are there, from where the last round stopped, and begins again at the end. */
const walkOn = (rows: number): Promise<Step> =>
  inSnapshot(async (client) => {
    const keys = trustedKeys()
    const start = await trailStart(client, keys)
    if (!start)
      return { place: { seq: 0, hash: Buffer.alloc(0) }, finding: { kind: 'head_forged', seq: 1 }, cameRound: false }
    const next = await writingPlace(client)
    const { rows: watch } = await client.query<{ walk_seq: string; walk_hash: Buffer }>(
      'select walk_seq, walk_hash from audit_watch where id = 1',
    )
    const stopped = { seq: Number(watch[0]?.walk_seq ?? 0), hash: watch[0]?.walk_hash ?? Buffer.alloc(0) }
    const from = stopped.seq > start.seq && stopped.seq < next.seq ? stopped : start
    const end = Math.min(next.seq, from.seq + rows)
    const { place, finding } = await walk({
      start: from,
      rows: readRows(client, from.seq, end),
      heads: readHeads(client, from.seq, end),
      keys,
    })
    const atEnd = end === next.seq
    // A head may reach beyond this round's last row; that its end is not seen yet is no fault.
    const found = finding?.kind === 'tail_missing' && finding.seq > end ? null : finding
    const fault = found ?? shortOf(place, end) ?? (atEnd ? otherThan(place, next) : null)
    return { place: fault || atEnd ? start : place, finding: fault, cameRound: fault === null && atEnd }
  })

const shortOf = (place: Place, end: number): Finding | null =>
  place.seq < end ? { kind: 'tail_missing', seq: place.seq + 1, upTo: end } : null

/** The next row follows the one that writers remember; that must be the last there is. */
const otherThan = (place: Place, next: Place): Finding | null =>
  next.hash.equals(place.hash) ? null : { kind: 'unlinked', seq: place.seq + 1 }

const save = (signed: number | null, step: Step, finding: Finding | null) => {
  const at = now()
  return pool().query(
    `update audit_watch set walk_seq = $1, walk_hash = $2, whole_at = case when $3 then $4 else whole_at end,
       checked_seq = coalesce($5, checked_seq), checked_at = case when $6::text is null then $4 else checked_at end,
       broken_kind = case when $6 is not null then $6 when $3 then null else broken_kind end,
       broken_seq = case when $6 is not null then $7 when $3 then null else broken_seq end,
       broken_up_to = case when $6 is not null then $8 when $3 then null else broken_up_to end,
       broken_at = case when $6 is not null then coalesce(broken_at, $4) when $3 then null else broken_at end
     where id = 1`,
    [
      ...[step.place.seq, step.place.hash, step.cameRound, at, signed],
      ...[finding?.kind ?? null, finding?.seq ?? null, finding?.upTo ?? null],
    ],
  )
}

/**
 * One round over the trail: signs what is new, looks again at a part of what is old, and keeps what it found for the page.
 * A fault stays until a walk over all rows finds none, as after a restored backup.
 */
export const watchTrail = async (actor: SystemActor, rows = rowsPerRound): Promise<Finding | null> => {
  const signed = await signNew(actor)
  const step = await walkOn(rows)
  const finding = signed.finding ?? step.finding
  if (finding) log.error('audit.chain_broken', { alert: true, kind: finding.kind, count: finding.seq })
  await save(finding ? null : signed.seq, { ...step, cameRound: step.cameRound && !signed.finding }, finding)
  return finding
}
