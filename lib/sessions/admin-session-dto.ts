import 'server-only'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { DocType } from '@/lib/kyc/doc-types'
import type { CodeState } from '@/lib/kyc/held-code'
import type { HeldPolicy } from '@/lib/kyc/held-policy'
import type { StaffState } from '@/lib/kyc/staff-state'
import type { VersionName } from '@/lib/templates/version-names'
import type { TimelineEntry } from './admin-timeline'

/** The act of consent as it was given: the words shown, their version and fingerprint (L-05). */
export type ConsentRecord = {
  given_at: Date
  notice_version: string
  fingerprint: string
  locale: string
  purposes: string[]
  items: Record<string, readonly string[]>
  body: string
  /** The line about each document in those words; null for words older than this. */
  reads: Partial<Record<DocType, string>> | null
  in_force_since: Date
}

/** One exchange with the provider; never a body, a token or an address. */
export type ProviderCall = {
  id: string
  at: Date
  method: string
  path: string
  http_status: number | null
  outcome: string
  duration_ms: number
  transaction_id: string | null
}

/** What a colleague wrote down, and when. */
export type SessionNote = { id: string; at: Date; name: string; text: string }

/** Everything staff see of one session. `authorization_url` is not part of it, at no time. */
export type AdminSession = Pick<
  KycSession,
  | 'id'
  | 'status'
  | 'reference'
  | 'flow'
  | 'doc_types'
  | 'documents_consented'
  | 'options'
  | 'fail_reason'
  | 'release_reason'
  | 'cancel_reason'
  | 'provider_status'
  | 'consent_expiry'
  | 'created_at'
  | 'sent_at'
  | 'bound_return_at'
  | 'unbound_return_at'
  | 'finished_at'
  | 'unread_since'
  | 'reads'
  | 'browser_class'
  | 'locale'
  | 'cancelled_by'
> & {
  state: StaffState
  heldReason: string | null
  /** False while `documents_consented` is only what the provider reported. */
  settled: boolean
  heldPolicy: HeldPolicy
  /** The code of another browser, from its first return there; null before and under review alone. */
  code: { state: CodeState['kind'] | 'used'; wrong: number } | null
  session_id: string | null
  /** What the person was shown; null for a session older than templates. */
  template: VersionName | null
  consent: ConsentRecord | null
  timeline: TimelineEntry[]
  calls: ProviderCall[]
  notes: SessionNote[]
  /** null without one, and for those who may not see invitations. */
  invitation: { id: string; reference: string } | null
  can: { check: boolean; cancel: boolean; release: boolean; note: boolean }
}
