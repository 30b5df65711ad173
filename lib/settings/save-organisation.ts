import 'server-only'
import type { AdminActor, SetupActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { organisation } from '@/lib/db/schema/staff'
import type { Tx } from '@/lib/db/transaction'
import type { OrganisationInput } from './organisation-schema'

/** Writes who asks for documents here, and that it was written; joins the caller's transaction. */
export const saveOrganisation = async (
  tx: Tx,
  actor: AdminActor | SetupActor,
  input: OrganisationInput,
): Promise<void> => {
  const row = { ...input, updated_at: now() }
  await tx.db.insert(organisation).values(row).onConflictDoUpdate({ target: organisation.id, set: row })
  await emitAudit(tx, actor, { action: 'organisation.saved', object_id: 'organisation' })
}
