import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted, Role } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { staffInvites } from '@/lib/db/schema/staff-invites'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { newId, newSecret, secretHash } from '@/lib/ids'
import { err, ok, type Result } from '@/lib/result'
import { isStillAdmin } from './colleague-change'
import type { TeamActor } from './team-actor'

/** Long enough for a weekend's letter box, short enough that a forgotten message opens nothing. */
export const staffInviteLifeMs = 48 * 60 * 60_000

export type InviteWish = { readonly email: string; readonly role: Role }

/** An earlier link to the same address ends, whether or not it has run out. */
const withdrawEarlier = (tx: Tx, email: string) =>
  tx.client.query(
    'update staff_invites set withdrawn_at = $2 where email = $1 and used_at is null and withdrawn_at is null',
    [email, now()],
  )

/** A one-time link for a new colleague. @param wish address in its compared form; @returns the token, kept nowhere */
export const inviteColleague = (
  actor: TeamActor,
  { email, role }: InviteWish,
): Promise<Result<{ token: string; expiresAt: Date }, 'taken' | 'not_admin'>> =>
  withTransaction(async (tx) => {
    if (!(await isStillAdmin(tx, actor.staffId))) return err('not_admin')
    // Two invitations to one address at once would both find none to withdraw.
    await tx.client.query(`select pg_advisory_xact_lock(hashtext('staff invite'), hashtext($1))`, [email])
    const known = await tx.client.query('select 1 from staff where email = $1', [email])
    if (known.rowCount !== 0) return err('taken')
    await withdrawEarlier(tx, email)
    const id = newId('tin')
    const token = newSecret()
    const expiresAt = new Date(now().getTime() + staffInviteLifeMs)
    await tx.db.insert(staffInvites).values({
      id,
      token_hash: secretHash(token),
      email,
      role,
      invited_by: actor.staffId,
      created_at: now(),
      expires_at: expiresAt,
    })
    await emitAudit(tx, actor, { action: 'staff.invited', object_id: id, detail: { role } })
    return ok({ token, expiresAt })
  })

/** Ends an invitation nobody has accepted. Taking a right back asks for no proof of presence. Twice is as good as once. */
export const withdrawStaffInvite = (actor: Permitted<'team.manage'>, id: string): Promise<void> =>
  withTransaction(async (tx) => {
    const { rowCount } = await tx.client.query(
      'update staff_invites set withdrawn_at = $2 where id = $1 and used_at is null and withdrawn_at is null',
      [id, now()],
    )
    if (rowCount === 1) await emitAudit(tx, actor, { action: 'staff.invite_withdrawn', object_id: id })
  })
