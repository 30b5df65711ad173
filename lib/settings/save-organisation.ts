import 'server-only'
import type { AdminActor, SetupActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { organisation } from '@/lib/db/schema/staff'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { organisationFields } from '@/lib/kyc/organisation-fields'
import type { OrganisationInput } from '@/lib/kyc/organisation-schema'
import { err, ok, type Result } from '@/lib/result'
import { organisationChanges } from './get-organisation'

type SavedOrganisation = typeof organisation.$inferSelect

const readSaved = async (tx: Tx): Promise<SavedOrganisation | null> =>
  (await tx.db.select().from(organisation))[0] ?? null

/** Names alone: who the organisation is and who answers for it are texts the trail does not repeat. */
const changedFields = (before: SavedOrganisation | null, after: OrganisationInput): string[] =>
  organisationFields.filter((name) => before === null || before[name] !== after[name])

/** Writes who asks for documents here, and what of it changed; joins the caller's transaction. */
export const saveOrganisation = async (
  tx: Tx,
  actor: AdminActor | SetupActor,
  input: OrganisationInput,
): Promise<void> => {
  const before = await readSaved(tx)
  const row = { ...input, updated_at: now() }
  await tx.db.insert(organisation).values(row).onConflictDoUpdate({ target: organisation.id, set: row })
  organisationChanges(tx)
  const detail = { changed: changedFields(before, input) }
  await emitAudit(tx, actor, { action: 'organisation.saved', object_id: 'organisation', detail })
}

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

/**
 * @param seen the state the colleague began with, so that nobody overwrites another's work
 * @returns where a colleague was here meanwhile, the `stamp` of what stands there now
 */
export const changeOrganisation = (
  actor: Permitted<'settings.manage'>,
  seen: string,
  input: OrganisationInput,
): Promise<Result<null, { code: 'changed'; stamp: string }>> =>
  withTransaction(async (tx) => {
    await tx.client.query(`select pg_advisory_xact_lock(hashtext('organisation'))`)
    const saved = await readSaved(tx)
    const stamp = stampOf(saved)
    if (stamp !== seen) {
      // A button pressed twice: what was to be kept is kept.
      return saved !== null && changedFields(saved, input).length === 0 ? ok(null) : err({ code: 'changed', stamp })
    }
    await saveOrganisation(tx, actor, input)
    return ok(null)
  })
