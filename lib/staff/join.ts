import 'server-only'
import type { z } from 'zod'
import { emitAudit } from '@/lib/audit/emit'
import { hashPassword, withHashRoom } from '@/lib/auth/password'
import { type PasswordFault, passwordFault } from '@/lib/auth/password-rules'
import { adminFor } from '@/lib/auth/require-admin'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { staff } from '@/lib/db/schema/staff'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { isSecret, newId, secretHash } from '@/lib/ids'
import { plainLine } from '@/lib/kyc/plain-line'
import { err, ok, type Result } from '@/lib/result'

export type StaffInvite = { readonly id: string; readonly email: string; readonly role: string }

/**
 * An invitation counts while it is open and whoever made it still may: a link of somebody who was put out or demoted
 * brings nobody in.
 */
const openInvite = `i.token_hash = $1 and i.used_at is null and i.withdrawn_at is null and i.expires_at > $2
  and not exists (select from staff s where s.email = i.email)
  and exists (select from staff s where s.id = i.invited_by and s.role = 'admin' and s.disabled_at is null)`

/** The invitation behind a link; reads only, so that a link preview cannot use it up. */
export const getStaffInvite = async (token: string): Promise<StaffInvite | null> => {
  if (!isSecret(token)) return null
  const { rows } = await pool().query<StaffInvite>(
    `select i.id, i.email, i.role from staff_invites i where ${openInvite}`,
    [secretHash(token), now()],
  )
  return rows[0] ?? null
}

/** Uses the link up. Null when someone else was first: of two at once, one waits for the row and then finds it used. */
const redeem = async (tx: Tx, token: string): Promise<StaffInvite | null> => {
  const { rows } = await tx.client.query<StaffInvite>(
    `update staff_invites i set used_at = $2 where ${openInvite} returning i.id, i.email, i.role`,
    [secretHash(token), now()],
  )
  return rows[0] ?? null
}

export type JoinInput = { readonly full_name: string; readonly password: string }
export type JoinFault = PasswordFault | 'full_name'
export type JoinRefusal = { code: 'link_ended' | 'busy' } | { code: JoinFault }

const nameSchema = plainLine(2, 80, 'full_name') satisfies z.ZodType<string>

/** A new colleague under the address and role of their invitation; the second factor follows at the first sign-in. */
export const join = async (token: string, input: JoinInput): Promise<Result<{ staffId: string }, JoinRefusal>> => {
  const invite = await getStaffInvite(token)
  if (!invite) return err({ code: 'link_ended' })
  const name = nameSchema.safeParse(input.full_name)
  if (!name.success) return err({ code: 'full_name' })
  const fault = await passwordFault(input.password, [invite.email, name.data])
  if (fault) return err({ code: fault })
  const passwordHash = await withHashRoom(() => hashPassword(input.password))
  if (passwordHash === null) return err({ code: 'busy' })
  return withTransaction(async (tx) => {
    const redeemed = await redeem(tx, token)
    if (!redeemed) return err({ code: 'link_ended' })
    const { email, role } = redeemed
    const id = newId('stf')
    const at = now()
    await tx.db.insert(staff).values({ id, email, name: name.data, role, password_hash: passwordHash, created_at: at })
    await emitAudit(tx, adminFor({ id, name: name.data, role }), {
      action: 'staff.joined',
      object_id: id,
      detail: { role, invite: redeemed.id },
    })
    return ok({ staffId: id })
  })
}
