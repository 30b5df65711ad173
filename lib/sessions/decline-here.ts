import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { newId, newReference, newSecret, secretHash } from '@/lib/ids'
import { holdInvitation } from '@/lib/invites/hold-invitation'
import { newRecordKey } from '@/lib/security/encrypt'
import type { Binder } from './binder'
import { personOf } from './binding'
import type { StartKey } from './start-key'

/**
 * "No, I don't want to share": kept, so that the business knows to use another way. The provider hears nothing of it.
 * One form gives one row, however often it is sent.
 * @returns the handle of its page; null when the cookie was renewed away, or the invitation is no longer this browser's
 */
export const declineHere = (asked: {
  binder: Binder
  startKey: StartKey
  locale: string
  browserClass: string
  /** The invitation it answers, if any. */
  invitationId: string | null
}): Promise<string | null> =>
  withTransaction(async (tx) => {
    const actor = await personOf(tx, asked.binder)
    if (!actor) return null
    if (asked.invitationId !== null && !(await holdInvitation(tx, actor, asked.invitationId))) return null
    const id = newId('kyc')
    const at = now()
    const { rows } = await tx.client.query<{ id: string; handle: string }>(
      `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types,
         options, consent_expiry, locale, browser_class, data_key, created_at, finished_at,
         template_version_id, invitation_id)
       values ($1, $2, $3, $4, $5, $6, 'declined', 'signin', '{}', '{}', $7, $8, $9, $10, $7, $7,
         (select id from template_versions where id = $11), $12)
       on conflict (start_key_hash) do update set start_key_hash = excluded.start_key_hash returning id, handle`,
      [
        id,
        newReference(),
        newSecret(),
        secretHash(newSecret()),
        asked.startKey.hash,
        actor.ownerId,
        at,
        asked.locale,
        asked.browserClass,
        newRecordKey({ table: 'kyc_sessions', rowId: id }),
        asked.startKey.templateVersionId,
        asked.invitationId,
      ],
    )
    const row = rows[0]
    if (row?.id === id) await emitAudit(tx, actor, { action: 'session.declined', object_id: id })
    return row?.handle ?? null
  })
