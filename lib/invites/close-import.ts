import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { finishedStates } from '@/lib/kyc/invitation-state'
import { err, ok, type Result } from '@/lib/result'
import { isOpenSession } from './cancel-open'
import { revokeInvitation } from './change-invitation'

type Inviter = Permitted<'invitations.manage'>

/** Invitations of one transaction, and those with something open that are closed one by one between two of them. */
const batchRows = 500

/** Neither closed nor finished, ended ones included: a new link would open them again. */
const stillOpen = `i.import_id = $1 and i.revoked_at is null
  and not exists (select from kyc_sessions s where s.invitation_id = i.id and s.status = any ($2))`

const hasOpenSession = `exists (select from kyc_sessions o where o.invitation_id = i.id and o.${isOpenSession})`

/** How many invitations of a file can be closed, and how many people have something open from them. */
export const openOfImport = async (
  _actor: Inviter,
  id: string,
): Promise<{ readonly invitations: number; readonly sessions: number }> => {
  const { rows } = await pool().query<{ invitations: number; sessions: number }>(
    `select count(*)::int as invitations, coalesce(sum((select count(*) from kyc_sessions o
       where o.invitation_id = i.id and o.${isOpenSession})), 0)::int as sessions
     from invitations i where ${stillOpen}`,
    [id, finishedStates],
  )
  return rows[0] ?? { invitations: 0, sessions: 0 }
}

/**
 * Makes no more of it from here on: a run that is under way finds the file in another state, and stops. Its bytes are left to
 * tidy-imports.ts, because that run may be reading them.
 */
const endFile = (actor: Inviter, id: string): Promise<boolean> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<{ state: string }>(
      `select state from invite_imports where id = $1 and state in ('running', 'stopped', 'done', 'closed') for update`,
      [id],
    )
    if (!rows[0]) return false
    if (rows[0].state === 'closed') return true
    await tx.client.query(
      `update invite_imports set state = 'closed', finished_at = coalesce(finished_at, $2), link_key_enc = null,
         lease_until = null where id = $1`,
      [id, now()],
    )
    await emitAudit(tx, actor, { action: 'import.closed', object_id: id })
    return true
  })

/** Each in a transaction of its own, as when it is closed by hand: its sessions are locked, and others want them too. */
const closeStarted = async (actor: Inviter, id: string): Promise<number> => {
  const { rows } = await pool().query<{ id: string }>(
    `select i.id from invitations i where ${stillOpen} and ${hasOpenSession} order by i.import_row limit ${batchRows}`,
    [id, finishedStates],
  )
  let closed = 0
  for (const row of rows) if ((await revokeInvitation(actor, row.id)).ok) closed += 1
  return closed
}

/** Those with nothing open from them, all in one statement; what began while their rows were waited for is left out. */
const closeBatch = (actor: Inviter, id: string): Promise<{ found: number; closed: number }> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>(
      `select i.id from invitations i where ${stillOpen} and not ${hasOpenSession}
       order by i.import_row limit ${batchRows} for update`,
      [id, finishedStates],
    )
    const { rows: closed } = await tx.client.query<{ import_row: number }>(
      `update invitations i set revoked_at = $2, next_reminder_at = null where id = any ($1) and not ${hasOpenSession}
       returning import_row`,
      [rows.map((row) => row.id), now()],
    )
    const numbers = closed.map((row) => row.import_row)
    if (numbers.length > 0)
      await emitAudit(tx, actor, {
        action: 'invitations.revoked',
        object_id: id,
        detail: { rows: numbers.length, first_row: Math.min(...numbers), last_row: Math.max(...numbers) },
      })
    return { found: rows.length, closed: numbers.length }
  })

/**
 * Closes a file and every invitation of it that has no result, in small steps; asked again after it was cut, it closes the
 * rest.
 * @returns how many invitations it closed
 */
export const closeImport = async (actor: Inviter, id: string): Promise<Result<number, { code: 'not_found' }>> => {
  if (!(await endFile(actor, id))) return err({ code: 'not_found' })
  let total = 0
  for (;;) {
    const started = await closeStarted(actor, id)
    const { found, closed } = await closeBatch(actor, id)
    total += started + closed
    if (started === 0 && found === 0) return ok(total)
  }
}
