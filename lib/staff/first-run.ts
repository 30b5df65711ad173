import 'server-only'
import { mintActor, type SetupActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { hashPassword, withHashRoom } from '@/lib/auth/password'
import { type PasswordFault, passwordFault } from '@/lib/auth/password-rules'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { staff } from '@/lib/db/schema/staff'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { isSecret, newId, secretHash } from '@/lib/ids'
import { err, ok, type Result } from '@/lib/result'
import { saveOrganisation } from '@/lib/settings/save-organisation'
import type { SetupInput } from './setup-schema'

export type SetupRefusal = { code: 'link_ended' | 'busy' } | { code: PasswordFault }

/** Whether a set-up link may still be used; reads only, so that a link preview cannot use it up. */
export const isSetupOpen = async (token: string): Promise<boolean> => {
  if (!isSecret(token)) return false
  const { rows } = await pool().query<{ open: boolean }>(
    `select exists (select 1 from setup_tokens where token_hash = $1 and used_at is null and expires_at > $2)
       and not exists (select 1 from staff) as open`,
    [secretHash(token), now()],
  )
  return rows[0]?.open === true
}

/** Whoever holds an open link may set up, once. Null when someone else was first, or a newer link was made. */
const redeem = async (tx: Tx, token: string): Promise<SetupActor | null> => {
  // Two may press at once, or one while a new link is made; the lock lets them pass one by one.
  await tx.client.query(`select pg_advisory_xact_lock(hashtext('first administrator'))`)
  const { rowCount } = await tx.client.query(
    `update setup_tokens set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
       and not exists (select 1 from staff)`,
    [secretHash(token), now()],
  )
  return rowCount === 1 ? mintActor<SetupActor>({ kind: 'setup' }) : null
}

const createAdmin = async (tx: Tx, actor: SetupActor, input: SetupInput, passwordHash: string): Promise<string> => {
  const id = newId('stf')
  await tx.db.insert(staff).values({
    id,
    email: input.email,
    name: input.full_name,
    role: 'admin',
    password_hash: passwordHash,
    created_at: now(),
  })
  await emitAudit(tx, actor, { action: 'staff.created', object_id: id, detail: { role: 'admin' } })
  return id
}

/**
 * The first administrator and the organisation, in one transaction with the end of the link.
 * @param token the text of the link; @returns the new colleague's id
 */
export const setUp = async (token: string, input: SetupInput): Promise<Result<{ staffId: string }, SetupRefusal>> => {
  if (!(await isSetupOpen(token))) return err({ code: 'link_ended' })
  const { full_name, email, password, password_again, ...organisation } = input
  const fault = await passwordFault(password, [email, full_name, organisation.name, organisation.legal_name])
  if (fault) return err({ code: fault })
  const passwordHash = await withHashRoom(() => hashPassword(password))
  if (passwordHash === null) return err({ code: 'busy' })
  return withTransaction(async (tx) => {
    const actor = await redeem(tx, token)
    if (!actor) return err({ code: 'link_ended' })
    const staffId = await createAdmin(tx, actor, input, passwordHash)
    await saveOrganisation(tx, actor, organisation)
    return ok({ staffId })
  })
}
