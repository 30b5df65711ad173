import 'server-only'
import { createHmac } from 'node:crypto'
import type { AdminActor } from '@/lib/audit/actor'
import { nowMs } from '@/lib/clock'
import type { Tx } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { newSecret, secretHash } from '@/lib/ids'
import { invitedPath } from '@/lib/paths'
import { derivedKey } from '@/lib/security/derived-key'
import { readSigned, signText } from '@/lib/security/signed-text'

/** The address a person is sent. */
export const linkOf = (token: string): string => env().publicOrigin + invitedPath(token)

/** Adds a link; only the hash of its token is kept. */
export const addLink = async (tx: Tx, invitationId: string, token: string, at: Date): Promise<void> => {
  await tx.client.query(
    `insert into invitation_links (token_hash, invitation_id, created_at) values ($1, $2, $3) on conflict do nothing`,
    [secretHash(token), invitationId, at],
  )
}

/** A form may lie open this long. */
const formLifeMs = 8 * 60 * 60 * 1000

/** The one-time key of a form that makes links, for the sign-in it was shown to. */
export const newLinkKey = (actor: AdminActor): string =>
  signText('invite-form', `${newSecret()}.${nowMs().toString(36)}`, actor.sid)

/** What a form key says: its hash for the database, and the token of the link it makes. */
export type LinkKey = { readonly hash: Buffer; readonly token: string }

/**
 * The key of a form, if it was made for this sign-in and is still fresh. Its token is a keyed hash of it, so a form that is
 * sent twice shows the same link both times, and nobody without the form can make it.
 */
export const readLinkKey = (actor: AdminActor, key: string): LinkKey | null => {
  const made = readSigned('invite-form', key, actor.sid)?.split('.')[1]
  if (made === undefined || nowMs() - Number.parseInt(made, 36) > formLifeMs) return null
  const token = createHmac('sha256', derivedKey('invitation-link')).update(key).digest('base64url')
  return { hash: secretHash(key), token }
}
