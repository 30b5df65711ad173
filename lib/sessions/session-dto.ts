import 'server-only'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { DocType } from '@/lib/kyc/doc-types'
import { isReadable } from '@/lib/kyc/session-status'
import { hasGiven, isResult } from '@/lib/kyc/settled'
import { type View, viewOf } from '@/lib/kyc/view'
import { sessionIdOf } from './session-secrets'

/** What a person may see of their own session; nothing here is personal data but the fact itself. */
export type PersonSession = {
  handle: string
  view: View
  doc_types: DocType[]
  documents_consented: DocType[] | null
  /** Asked for, but not among what came. */
  missing: DocType[]
  session_id: string | null
  reference: string
  createdAt: Date
  sentAt: Date | null
  returnedAt: Date | null
  /** When DigiLocker's answer was first read; null where nobody may rely on it. */
  answeredAt: Date | null
  /** The end as it is now: of a session that was withdrawn, the withdrawal. */
  finishedAt: Date | null
  openUntil: Date
  heldReason: 'unbound_return' | 'no_return' | null
  /** Whether a code from the other browser can still release it; null where none ever could. */
  code: 'asked' | 'over' | null
  /** Since when the provider does not answer our reads of this session. */
  providerSilentSince: Date | null
  /** Somebody had to look at it first, which may take longer than the browser is known. */
  wasHeld: boolean
  cancelledBy: 'person' | 'admin' | null
  withdrawable: boolean
  /** What the person was shown; null for a session older than templates. */
  templateVersionId: string | null
  /** It was begun from an invitation, and is begun anew from there. */
  invited: boolean
}

const heldReasonOf = (reason: string | null): PersonSession['heldReason'] =>
  reason === 'unbound_return' || reason === 'no_return' ? reason : null

/** A success that was not settled is not shown: until then nobody may rely on it. */
export const toPersonSession = (row: KycSession, code: PersonSession['code'] = null): PersonSession => {
  const shown = isResult(row) ? row.documents_consented : null
  const consented = shown?.filter((doc) => row.doc_types.includes(doc)) ?? null
  return {
    handle: row.handle,
    view: viewOf({ status: row.status, returned: row.bound_return_at !== null, documents_consented: consented }),
    doc_types: row.doc_types,
    documents_consented: consented,
    missing: row.doc_types.filter((doc) => !consented?.includes(doc)),
    session_id: sessionIdOf(row),
    reference: row.reference,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    returnedAt: row.bound_return_at,
    answeredAt: isResult(row) ? row.consent_seen_at : null,
    finishedAt: row.finished_at,
    openUntil: row.consent_expiry,
    heldReason: row.status === 'held' ? heldReasonOf(row.held_reason) : null,
    code,
    providerSilentSince: isReadable(row.status) ? row.unread_since : null,
    wasHeld: row.held_reason !== null,
    cancelledBy: row.cancelled_by,
    withdrawable: hasGiven(row) && row.status !== 'at_provider',
    templateVersionId: row.template_version_id,
    invited: row.invitation_id !== null,
  }
}
