import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'

/** `ids`: the newest two at most, because none, the one and several is all that a search has to tell apart. */
export type InvitedByReference = { readonly ids: readonly string[]; readonly started: boolean }

/** Invitations with exactly this reference, capital and small letters alike, and whether a session began from any of them. */
export const invitedByReference = async (_actor: AdminActor, reference: string): Promise<InvitedByReference> => {
  const { rows } = await pool().query<InvitedByReference>({
    name: 'invited_by_reference',
    text: `select array(select id from invitations where lower(reference) = lower($1)
               order by created_at desc, id desc limit 2) as ids,
             exists (select from invitations i join kyc_sessions s on s.invitation_id = i.id
               where lower(i.reference) = lower($1)) as started`,
    values: [reference],
  })
  return rows[0] ?? { ids: [], started: false }
}
