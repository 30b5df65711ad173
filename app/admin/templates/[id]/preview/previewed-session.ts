import 'server-only'
import { now } from '@/lib/clock'
import type { DocType } from '@/lib/kyc/doc-types'
import type { PersonSession } from '@/lib/sessions/session-dto'

const minutes = (from: Date, count: number): Date => new Date(from.getTime() + count * 60_000)

/** A session that never was: somebody agreed to everything a minute ago. */
export const previewedSession = (docs: DocType[]): PersonSession => {
  const at = now()
  return {
    handle: 'preview',
    view: 'full',
    doc_types: docs,
    documents_consented: docs,
    missing: [],
    session_id: '00000000-0000-4000-8000-000000000000',
    reference: 'SW-0000-00',
    createdAt: minutes(at, -4),
    sentAt: minutes(at, -4),
    returnedAt: minutes(at, -1),
    answeredAt: minutes(at, -1),
    finishedAt: minutes(at, -1),
    openUntil: minutes(at, 60),
    heldReason: null,
    code: null,
    providerSilentSince: null,
    wasHeld: false,
    cancelledBy: null,
    // Its page would be one of a session that is not there.
    withdrawable: false,
    templateVersionId: null,
    invited: false,
  }
}
