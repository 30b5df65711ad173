import 'server-only'
import type { PoolClient } from 'pg'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { err, ok, type Result } from '@/lib/result'
import type { SystemActor } from './actor'
import type { Finding, Place } from './chain/chain'
import { newestHead, readHeads, readRows, trailStart } from './chain/read-trail'
import { walk } from './chain/walk'
import { emitAudit } from './emit'
import { signingKey, trustedKeys } from './keys'
import { publishHead } from './publish-head'
import { addEntry, lockHeads } from './sign-head'
import { inSnapshot } from './snapshot'

const dayMs = 24 * 60 * 60 * 1000

/** Rows of one delete: short enough that nobody waits behind it. */
const deleteBatch = 5_000

/** `no_key`: without a signature nothing could prove later that rows were purged and not taken. */
export type PurgeRefusal = { code: 'no_key' } | { code: 'broken'; finding: Finding }

type Plan = { readonly start: Place; readonly end: Place }

/** The last row of the unbroken run of old rows, as far as heads are signed. Two clocks must agree that a row is old. */
const lastOldRow = async (client: PoolClient, cutoff: Date, start: Place, signedTo: number): Promise<number> => {
  const { rows } = await client.query<{ seq: string }>(
    `select seq from audit_events where seq > $1 and at >= least($2, now() - interval '365 days') order by seq limit 1`,
    [start.seq, cutoff],
  )
  return Math.min(signedTo, rows[0] ? Number(rows[0].seq) - 1 : signedTo)
}

/** What may go, verified: a purge must not carry away the proof that somebody was there before it. */
const plan = (cutoff: Date): Promise<Result<Plan, PurgeRefusal>> =>
  inSnapshot(async (client) => {
    const keys = trustedKeys()
    const start = await trailStart(client, keys)
    if (!start) return err({ code: 'broken', finding: { kind: 'head_forged', seq: 1 } })
    const signedTo = (await newestHead(client))?.seq ?? start.seq
    const last = await lastOldRow(client, cutoff, start, signedTo)
    if (last <= start.seq) return ok({ start, end: start })
    const { place, finding } = await walk({
      start,
      rows: readRows(client, start.seq, last),
      heads: readHeads(client, start.seq, last),
      keys,
    })
    const fault = finding?.kind === 'tail_missing' && finding.seq > last ? null : finding
    if (fault) return err({ code: 'broken', finding: fault })
    return place.seq === last
      ? ok({ start, end: place })
      : err({ code: 'broken', finding: { kind: 'missing', seq: place.seq + 1 } })
  })

/** Deletes what the newest purge covers; a process that died before the end leaves the rest to the next day. */
const deleteCovered = async (upTo: number): Promise<void> => {
  for (let deleted = deleteBatch; deleted === deleteBatch; ) {
    const { rowCount } = await pool().query(
      `delete from audit_events where seq in (select seq from audit_events where seq <= $1 order by seq limit $2)`,
      [upTo, deleteBatch],
    )
    deleted = rowCount ?? 0
  }
  // Numbers stay without a gap: what goes is everything before the first head that still covers a row.
  await pool().query(
    `delete from audit_heads where seq <= $1 and number < coalesce(
       (select min(number) from audit_heads where kind = 'head' and seq > $1),
       (select max(number) from audit_heads where kind = 'purge'))`,
    [upTo],
  )
}

/**
 * Ends rows that are past their time (G-05): a signed purge keeps number and hash of the last one, so that the rows that stay
 * can still be proven, and a row of the trail says how many went. The database refuses to delete anything a purge does not
 * cover or that is younger than a year.
 * @param days how long rows are kept
 * @returns how many rows were covered by a new purge
 */
export const purgeAudit = async (actor: SystemActor, days: number): Promise<Result<number, PurgeRefusal>> => {
  const key = signingKey()
  if (!key) return err({ code: 'no_key' })
  const planned = await plan(new Date(now().getTime() - days * dayMs))
  if (!planned.ok) {
    log.error('audit.purge_refused', { alert: true, code: planned.error.code })
    return planned
  }
  const { start, end } = planned.value
  const count = end.seq - start.seq
  if (count > 0) {
    const entry = { kind: 'purge', from: start.seq, seq: end.seq, hash: end.hash.toString('hex') } as const
    const added = await withTransaction(async (tx) => {
      await lockHeads(tx)
      const one = await addEntry(tx, key, entry, Buffer.alloc(0))
      await emitAudit(tx, actor, {
        action: 'audit.purged',
        object_id: 'audit',
        detail: { up_to: end.seq, rows: count },
      })
      return one
    })
    await publishHead(added)
  }
  await deleteCovered(end.seq)
  log.info('audit.purged', { count })
  return ok(count)
}
