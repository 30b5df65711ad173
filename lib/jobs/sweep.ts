import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { lockSession, move } from '@/lib/sessions/apply-truth'
import { endPostponed } from '@/lib/sessions/end-postponed'
import { systemActor } from './system-actor'

/** More than a sweep of one minute can read within the budget; the rest is still due next time. */
const sweepLimit = 500

/** A start whose process died is over this long after its row was written (F-19). */
const abandonedAfterMs = 60_000

/** Sessions whose next read is due, longest first. */
export const dueSessions = async (): Promise<string[]> => {
  const { rows } = await pool().query<{ id: string }>({
    name: 'due_sessions',
    text: `select id from kyc_sessions where status = 'at_provider' and next_read_at <= $1 order by next_read_at limit $2`,
    values: [now(), sweepLimit],
  })
  return rows.map((row) => row.id)
}

/**
 * Ends starts that nobody works on any more. No link was given out for them, so no consent can exist; the provider may
 * hold a session that nobody will use (F-05, F-19).
 */
const reapAbandonedStarts = async (): Promise<void> => {
  const before = new Date(now().getTime() - abandonedAfterMs)
  const { rows } = await pool().query<{ id: string }>(
    `select id from kyc_sessions where status = 'starting' and created_at < $1 and lease_until < $2
     order by created_at limit $3`,
    [before, now(), sweepLimit],
  )
  for (const { id } of rows) {
    await withTransaction(async (tx) => {
      const row = await lockSession(tx, id)
      if (row?.status !== 'starting' || row.lease_until === null || row.lease_until > now()) return
      const actor = systemActor('reaper')
      await move(tx, actor, row, 'start_unanswered', null)
      await emitAudit(tx, actor, { action: 'session.start_failed', object_id: id, detail: { reason: 'abandoned' } })
    })
    log.warn('start.abandoned', { kyc_session: id })
  }
}

/** Ends starts that wait for a press of their form which has not come (F-03). */
const reapPostponedStarts = async (): Promise<void> => {
  const { rows } = await pool().query<{ id: string }>(
    `select id from kyc_sessions where status = 'starting' and lease_until is null and next_read_at < $1
     order by next_read_at limit $2`,
    [now(), sweepLimit],
  )
  for (const { id } of rows) await endPostponed(systemActor('reaper'), id)
}

/** Ends what was begun and is not gone on with. */
export const reapStarts = async (): Promise<void> => {
  await reapAbandonedStarts()
  await reapPostponedStarts()
}
