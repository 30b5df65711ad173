import 'server-only'
import { createHmac } from 'node:crypto'
import type { AdminActor } from '@/lib/audit/actor'
import { nowMs } from '@/lib/clock'
import type { Tx } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { newSecret, secretHash } from '@/lib/ids'
import { finishedStates } from '@/lib/kyc/invitation-state'
import { invitedPath } from '@/lib/paths'
import { derivedKey } from '@/lib/security/derived-key'
import { readSigned, signText } from '@/lib/security/signed-text'

/** The address a person is sent. */
export const linkOf = (token: string): string => env().publicOrigin + invitedPath(token)

/** Adds a link; only the hash of its token is kept. */
export const addLink = async (tx: Tx, invitationId: string, token: string, at: Date): Promise<void> => {
  await tx.client.query(`insert into invitation_links (token_hash, invitation_id, created_at) values ($1, $2, $3)`, [
    secretHash(token),
    invitationId,
    at,
  ])
}

/** Whether a link that was made before still leads somewhere: it was not replaced, and its invitation is not over. */
export const linkWorks = async (tx: Tx, token: string, at: Date): Promise<boolean> => {
  const { rowCount } = await tx.client.query(
    `select from invitation_links l join invitations i on i.id = l.invitation_id
     where l.token_hash = $1 and l.ended_at is null and l.expired_at is null and i.revoked_at is null and i.expires_at > $2
       and not exists (select from kyc_sessions s where s.invitation_id = i.id and s.status = any ($3))`,
    [secretHash(token), at, finishedStates],
  )
  return rowCount === 1
}

/** How many links of the invitation `i` were replaced by a new one. It only grows, and no clock has a say in it. */
export const replacedLinks = `(select count(*)::int from invitation_links r
  where r.invitation_id = i.id and r.ended_at is not null)`

/** A form may lie open this long. */
const formLifeMs = 8 * 60 * 60 * 1000

/** The one-time key of a form that makes links, for the colleague it is shown to, through all their sign-ins. */
export const newLinkKey = (actor: AdminActor): string =>
  signText('invite-form', `${newSecret()}.${nowMs().toString(36)}`, actor.staffId)

declare const isRead: unique symbol
/** The key of a form that is ours and fresh. */
export type LinkKey = string & { readonly [isRead]: true }

/** The key of a form, if it was made for this colleague and is still fresh. */
export const readLinkKey = (actor: AdminActor, key: string): LinkKey | null => {
  const made = readSigned('invite-form', key, actor.staffId)?.split('.')[1]
  const isFresh = made !== undefined && nowMs() - Number.parseInt(made, 36) <= formLifeMs
  return isFresh ? (key as LinkKey) : null
}

/**
 * What a form makes: the token of its link, and a hash by which the database knows the form again. Both are keyed with the form
 * and cover what it says: sent twice it shows the same link, with other words it makes another one, and nobody without the form
 * can make either.
 */
export const linkOfForm = (key: LinkKey, said: readonly (string | number | boolean | null)[]) => {
  const sent = JSON.stringify([key, ...said])
  return {
    hash: secretHash(sent),
    token: createHmac('sha256', derivedKey('invitation-link')).update(sent).digest('base64url'),
  }
}
