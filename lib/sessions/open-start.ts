import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { canonicalJson } from '@/lib/audit/canonical'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { NoticeProof } from '@/lib/consent/store-notice'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { newId, newReference, newSecret, secretHash } from '@/lib/ids'
import { holdInvitation } from '@/lib/invites/hold-invitation'
import { docFields } from '@/lib/kyc/doc-types'
import type { StartInput } from '@/lib/kyc/start-schema'
import { newRecordKey } from '@/lib/security/encrypt'
import type { TemplateVersion } from '@/lib/templates/template-version'
import type { Binder } from './binder'
import { personOf } from './binding'
import { consentExpiryFrom } from './consent-expiry'
import { type InitOptions, initOptions, type StoredOptions, storedOptions } from './init-options'
import { countsAsTry, startsPerDay } from './tries'

export type StartRequest = {
  binder: Binder
  startKeyHash: Buffer
  input: StartInput
  locale: string
  browserClass: string
  /** Words that are kept: they were shown. */
  notice: Pick<NoticeProof, 'hash' | 'version'>
  /** The invitation that this browser is bound to and started from, found by the door. */
  invitationId: string | null
  /** What the person was shown, found by the door. */
  template: TemplateVersion
}

/** How long one process may work on an init before its row counts as abandoned: deadlines of the call plus our own. */
export const initLeaseSeconds = 30

export type OpenedStart =
  | { kind: 'new'; actor: PersonActor; row: NewSession; options: InitOptions }
  /** The same key, or the same wish of the same person while the first is still fresh. */
  | { kind: 'existing'; actor: PersonActor; row: StartRow }
  /** The key has its row already, and that asks for something else under a consent of its own. */
  | { kind: 'other_wish' }
  | { kind: 'too_many'; until: Date }
  | { kind: 'unknown_browser' }
  /** The invitation is with another browser by now, or was closed. */
  | { kind: 'link_changed' }

export type NewSession = {
  id: string
  handle: string
  reference: string
  nonce: string
  data_key: string
  consent_expiry: Date
}
export type StartRow = Pick<
  KycSession,
  | 'id'
  | 'handle'
  | 'reference'
  | 'status'
  | 'start_key_hash'
  | 'data_key'
  | 'session_id_enc'
  | 'authorization_url_enc'
  | 'flow'
  | 'doc_types'
  | 'options'
  | 'consent_expiry'
  | 'sent_at'
  | 'lease_until'
  | 'template_version_id'
  | 'invitation_id'
>

const dayMs = 24 * 60 * 60 * 1000

const columns = `id, handle, reference, status, start_key_hash, data_key, session_id_enc, authorization_url_enc, flow,
  doc_types, options, consent_expiry, sent_at, lease_until, template_version_id, invitation_id`

/** The row of this key, and what this person may still go back to: not settled, and the link has not ended. */
const startsToJoin = async (tx: Tx, ownerId: string, keyHash: Buffer, at: Date): Promise<StartRow[]> => {
  const { rows } = await tx.client.query<StartRow>({
    name: 'starts_to_join',
    text: `(select ${columns} from kyc_sessions where start_key_hash = $1 and owner_id = $2)
           union all
           (select ${columns} from kyc_sessions where owner_id = $2 and created_at > $3 and consent_expiry > $4
              and status in ('starting', 'at_provider') order by created_at desc limit 50)`,
    values: [keyHash, ownerId, new Date(at.getTime() - dayMs), at],
  })
  return rows
}

/** The try that has to be a day old before the next; null while some are left. */
const lastAllowedTry = async (tx: Tx, ownerId: string, at: Date): Promise<Date | null> => {
  const { rows } = await tx.client.query<{ created_at: Date }>({
    name: 'last_allowed_try',
    text: `select created_at from kyc_sessions where owner_id = $1 and created_at > $2 and ${countsAsTry}
           order by created_at desc offset ${startsPerDay - 1} limit 1`,
    values: [ownerId, new Date(at.getTime() - dayMs)],
  })
  return rows[0]?.created_at ?? null
}

const sameWish = (row: StartRow, { input, template, invitationId }: StartRequest, stored: StoredOptions): boolean =>
  row.template_version_id === template.id &&
  row.invitation_id === invitationId &&
  row.flow === input.flow &&
  row.doc_types.length === input.doc_types.length &&
  row.doc_types.every((doc) => input.doc_types.includes(doc)) &&
  canonicalJson(row.options) === canonicalJson(stored)

/**
 * Commits who asks for what, with which consent, before anyone outside hears of it. One row per start key by a unique
 * index; two forms of one browser take turns because both touch its row in `browsers`.
 */
export const openStart = (request: StartRequest): Promise<OpenedStart> =>
  withTransaction(async (tx) => {
    const { input, template } = request
    const at = now()
    const actor = await personOf(tx, request.binder)
    if (!actor) return { kind: 'unknown_browser' }
    const options = initOptions(input, template)
    const stored = storedOptions(options)
    // Said in one turn, so all are one round trip. The invitation first: whoever has it sees what the last one left.
    const [held, starts, oldest] = await Promise.all([
      request.invitationId === null || holdInvitation(tx, actor, request.invitationId),
      startsToJoin(tx, actor.ownerId, request.startKeyHash, at),
      lastAllowedTry(tx, actor.ownerId, at),
    ])
    if (!held) return { kind: 'link_changed' }
    const ofKey = starts.find((row) => row.start_key_hash.equals(request.startKeyHash))
    if (ofKey && !sameWish(ofKey, request, stored)) return { kind: 'other_wish' }
    const existing = ofKey ?? starts.find((row) => sameWish(row, request, stored))
    if (existing) return { kind: 'existing', actor, row: existing }
    if (oldest) return { kind: 'too_many', until: new Date(oldest.getTime() + dayMs) }

    const id = newId('kyc')
    const nonce = newSecret()
    const row: NewSession = {
      id,
      handle: newSecret(),
      reference: newReference(),
      nonce,
      data_key: newRecordKey({ table: 'kyc_sessions', rowId: id }),
      consent_expiry: consentExpiryFrom(at, template),
    }
    tx.send({
      name: 'insert_session',
      text: `insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, flow, doc_types,
               options, consent_expiry, locale, browser_class, data_key, created_at, next_read_at, lease_until,
               template_version_id, invitation_id, held_policy)
             values ($1, $2, $3, $4, $5, $6, 'starting', $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18)`,
      values: [
        id,
        row.reference,
        row.handle,
        secretHash(nonce),
        request.startKeyHash,
        actor.ownerId,
        input.flow,
        input.doc_types,
        stored,
        row.consent_expiry,
        request.locale,
        request.browserClass,
        row.data_key,
        at,
        new Date(at.getTime() + initLeaseSeconds * 1000),
        template.id,
        request.invitationId,
        template.held_policy ?? env().heldPolicy,
      ],
    })
    tx.send({
      name: 'insert_consent',
      text: `insert into consents (id, kyc_session_id, notice_hash, notice_version, locale, purposes, items, action,
               browser_class, given_at) values ($1, $2, $3, $4, $5, $6, $7, 'ticked_and_continued', $8, $9)`,
      values: [
        newId('con'),
        id,
        request.notice.hash,
        request.notice.version,
        request.locale,
        ['identity_check'],
        Object.fromEntries(input.doc_types.map((doc) => [doc, docFields[doc]])),
        request.browserClass,
        at,
      ],
    })
    await emitAudit(tx, actor, {
      action: 'consent.given',
      object_id: id,
      detail: {
        doc_types: input.doc_types,
        flow: input.flow,
        notice: request.notice.hash.toString('hex'),
        locale: request.locale,
        template: template.id,
        ...(request.invitationId === null ? {} : { invitation: request.invitationId }),
      },
    })
    return { kind: 'new', actor, row, options }
  })
