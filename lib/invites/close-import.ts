import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { finishedStates } from '@/lib/kyc/invitation-state'
import { err, ok, type Result } from '@/lib/result'
import { cancelOpen } from './cancel-open'

type Inviter = Permitted<'invitations.manage'>

/** Invitations of one transaction: others wait little for what it holds. */
const batchRows = 500

/** Neither closed nor finished, ended ones included: a new link would open them again. */
const stillOpen = `i.import_id = $1 and i.revoked_at is null
  and not exists (select from kyc_sessions s where s.invitation_id = i.id and s.status = any ($2))`

/** How many invitations of a file can be closed, and how many people have something open from them. */
export const openOfImport = async (
  _actor: Inviter,
  id: string,
): Promise<{ readonly invitations: number; readonly sessions: number }> => {
  const { rows } = await pool().query<{ invitations: number; sessions: number }>(
    `select count(*)::int as invitations, coalesce(sum((select count(*) from kyc_sessions o
       where o.invitation_id = i.id and o.status in ('starting', 'at_provider', 'held'))), 0)::int as sessions
     from invitations i where ${stillOpen}`,
    [id, finishedStates],
  )
  return rows[0] ?? { invitations: 0, sessions: 0 }
}

/** Makes no more of it from here on: a run that is under way finds the file in another state, and stops. */
const endFile = (actor: Inviter, id: string): Promise<boolean> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<{ state: string }>(
      `select state from invite_imports where id = $1 and state in ('running', 'done', 'closed') for update`,
      [id],
    )
    if (!rows[0]) return false
    if (rows[0].state === 'closed') return true
    await tx.client.query(
      `update invite_imports set state = 'closed', finished_at = coalesce(finished_at, $2), link_key_enc = null,
         lease_until = null where id = $1`,
      [id, now()],
    )
    await tx.client.query('delete from invite_import_parts where import_id = $1', [id])
    await emitAudit(tx, actor, { action: 'import.closed', object_id: id })
    return true
  })

const closeBatch = (actor: Inviter, id: string): Promise<number> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>(
      `select i.id from invitations i where ${stillOpen} order by i.import_row limit ${batchRows} for update`,
      [id, finishedStates],
    )
    if (rows.length === 0) return 0
    const ids = rows.map((row) => row.id)
    await cancelOpen(tx, actor, ids)
    const { rowCount } = await tx.client.query(
      'update invitations set revoked_at = $2, next_reminder_at = null where id = any ($1)',
      [ids, now()],
    )
    await emitAudit(tx, actor, { action: 'invitations.revoked', object_id: id, detail: { rows: rows.length } })
    return rowCount ?? 0
  })

/**
 * Closes a file and every invitation of it that has no result, batch by batch; asked again after it was cut, it closes the
 * rest.
 * @returns how many invitations it closed
 */
export const closeImport = async (actor: Inviter, id: string): Promise<Result<number, { code: 'not_found' }>> => {
  if (!(await endFile(actor, id))) return err({ code: 'not_found' })
  let closed = 0
  for (let batch = await closeBatch(actor, id); batch > 0; batch = await closeBatch(actor, id)) closed += batch
  return ok(closed)
}
