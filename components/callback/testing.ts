import { docTypes } from '@/lib/kyc/doc-types'
import type { View } from '@/lib/kyc/view'
import type { PersonSession } from '@/lib/sessions/session-dto'

export const at = new Date('2026-05-04T08:35:00.000Z')
const minutes = (count: number): Date => new Date(at.getTime() + count * 60_000)

/** A session as its person's page gets it: three documents asked for at 2:05 pm, back at 2:07 pm. */
export const personSession = (view: View, over: Partial<PersonSession> = {}): PersonSession => ({
  handle: 'h'.repeat(43),
  view,
  doc_types: [...docTypes],
  documents_consented: null,
  missing: [...docTypes],
  session_id: '8a5d6c1e-0000-4000-8000-000000000000',
  reference: 'SW-7K2M-QX',
  createdAt: at,
  sentAt: at,
  returnedAt: minutes(2),
  answeredAt: null,
  finishedAt: null,
  openUntil: minutes(65),
  heldReason: null,
  code: null,
  providerSilentSince: null,
  wasHeld: false,
  cancelledBy: null,
  withdrawable: false,
  templateVersionId: null,
  invited: false,
  ...over,
})
