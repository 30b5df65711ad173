import 'server-only'
import type { AdminActor, SetupActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { organisation } from '@/lib/db/schema/staff'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import type { OrganisationInput } from '@/lib/kyc/organisation-schema'
import { err, ok, type Result } from '@/lib/result'
import { organisationChanges } from './get-organisation'

/** Writes who asks for documents here, and that it was written; joins the caller's transaction. */
export const saveOrganisation = async (
  tx: Tx,
  actor: AdminActor | SetupActor,
  input: OrganisationInput,
): Promise<void> => {
  const row = { ...input, updated_at: now() }
  await tx.db.insert(organisation).values(row).onConflictDoUpdate({ target: organisation.id, set: row })
  organisationChanges(tx)
  await emitAudit(tx, actor, { action: 'organisation.saved', object_id: 'organisation' })
}

type SavedOrganisation = typeof organisation.$inferSelect

/** What stands in the form of the settings, and a name for its state: another state has another. */
export const getSavedOrganisation = async (
  _actor: Permitted<'settings.manage'>,
): Promise<{ saved: SavedOrganisation | null; stamp: string }> => {
  const { rows } = await pool().query<SavedOrganisation>('select * from organisation where id')
  const saved = rows[0] ?? null
  return { saved, stamp: stampOf(saved) }
}

const stampOf = (saved: Pick<SavedOrganisation, 'updated_at'> | null): string =>
  saved === null ? 'none' : String(saved.updated_at.getTime())

/** @param seen the state the colleague began with, so that nobody overwrites another's work */
export const changeOrganisation = (
  actor: Permitted<'settings.manage'>,
  seen: string,
  input: OrganisationInput,
): Promise<Result<null, { code: 'changed' }>> =>
  withTransaction(async (tx) => {
    await tx.client.query(`select pg_advisory_xact_lock(hashtext('organisation'))`)
    const { rows } = await tx.client.query<SavedOrganisation>('select * from organisation where id')
    if (stampOf(rows[0] ?? null) !== seen) return err({ code: 'changed' })
    await saveOrganisation(tx, actor, input)
    return ok(null)
  })
