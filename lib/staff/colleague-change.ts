import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { AuditAction, AuditDetail } from '@/lib/audit/events'
import { now } from '@/lib/clock'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { err, ok, type Result } from '@/lib/result'
import type { TeamActor } from './team-actor'

/** What can be done to a colleague; each is a page of its own that names what follows. */
export const colleagueChanges = ['role', 'disable', 'enable', 'end_sign_ins', 'reset_factors'] as const
export type ColleagueChange = (typeof colleagueChanges)[number]

/**
 * `yourself`: nobody changes their own rights. `not_admin`: the administrator who asks has just ceased to be one.
 * `unchanged`: it was so already, or someone else was first.
 */
export type ChangeRefusal = 'yourself' | 'not_admin' | 'unknown' | 'unchanged'

export type ChangedColleague = { readonly id: string; readonly role: string; readonly disabled_at: Date | null }

type Change = (
  tx: Tx,
  colleague: ChangedColleague,
) => Promise<{ readonly action: AuditAction; readonly detail?: AuditDetail } | null>

/**
 * Administrators pass one by one: whoever waited here sees what the one before did. Since the one who passes is an
 * administrator and changes somebody else, one always remains, also when two demote each other in the same moment.
 */
export const isStillAdmin = async (tx: Tx, staffId: string): Promise<boolean> => {
  const { rows } = await tx.client.query<{ id: string }>(
    `select id from staff where role = 'admin' and disabled_at is null order by id for update`,
  )
  return rows.some(({ id }) => id === staffId)
}

/** Every sign-in of the colleague is refused from the next request on, half ones too. @returns how many ended */
export const endAllSignIns = async (tx: Tx, staffId: string): Promise<number> => {
  await tx.client.query('update staff set session_version = session_version + 1 where id = $1', [staffId])
  const { rowCount } = await tx.client.query(
    'update staff_sign_ins set ended_at = $2 where staff_id = $1 and ended_at is null',
    [staffId, now()],
  )
  return rowCount ?? 0
}

/**
 * The one way to change another colleague: the right is asked for again inside, the change is recorded with it.
 * @param change makes it, or null when there is nothing to do
 */
export const changeColleague = (
  actor: TeamActor,
  staffId: string,
  change: Change,
): Promise<Result<null, ChangeRefusal>> =>
  withTransaction(async (tx) => {
    if (staffId === actor.staffId) return err('yourself')
    if (!(await isStillAdmin(tx, actor.staffId))) return err('not_admin')
    const { rows } = await tx.client.query<ChangedColleague>(
      'select id, role, disabled_at from staff where id = $1 for update',
      [staffId],
    )
    const colleague = rows[0]
    if (!colleague) return err('unknown')
    const event = await change(tx, colleague)
    if (!event) return err('unchanged')
    await emitAudit(tx, actor, { ...event, object_id: staffId })
    return ok(null)
  })
