import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { may, type Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { codeStateOf } from '@/lib/kyc/held-code'
import { isReadable, next } from '@/lib/kyc/session-status'
import { isResult } from '@/lib/kyc/settled'
import { staffStateOf } from '@/lib/kyc/staff-state'
import { versionNames } from '@/lib/templates/version-names'
import type { AdminSession, ConsentRecord, ProviderCall } from './admin-session-dto'
import { listTimeline } from './admin-timeline'
import { getSessionById } from './get-session-by-id'
import { codeFactsOf, readCode } from './held-code'
import { listNotes } from './list-notes'
import { sessionIdOf } from './session-secrets'

const readConsent = async (id: string): Promise<ConsentRecord | null> => {
  const { rows } = await pool().query<ConsentRecord>({
    name: 'session_consent',
    text: `select c.given_at, c.notice_version, encode(c.notice_hash, 'hex') as fingerprint, c.locale, c.purposes, c.items,
             n.body, n.reads, n.first_shown_at as in_force_since
           from consents c join notices n on n.hash = c.notice_hash where c.kyc_session_id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}

const readCalls = async (id: string): Promise<ProviderCall[]> => {
  const { rows } = await pool().query<ProviderCall>({
    name: 'session_calls',
    text: `select id, at, method, path, http_status, outcome, duration_ms, transaction_id
           from provider_calls where kyc_session_id = $1 order by id desc limit 100`,
    values: [id],
  })
  return rows
}

/** The invitation it was started from, for those who may see invitations. */
const readInvitation = async (actor: AdminActor, id: string | null): Promise<AdminSession['invitation']> => {
  if (id === null || !may(actor, 'invitations.manage')) return null
  const { rows } = await pool().query<{ id: string; reference: string }>({
    name: 'session_invitation',
    text: 'select id, reference from invitations where id = $1',
    values: [id],
  })
  return rows[0] ?? null
}

const readCodeState = async (row: KycSession): Promise<AdminSession['code']> => {
  const kept = row.held_policy === 'code' ? await readCode(row.id) : null
  if (!kept) return null
  const state = kept.used_at ? 'used' : codeStateOf(codeFactsOf(row, kept), now()).kind
  return { state, wrong: kept.tries }
}

const idPattern = /^kyc_[A-Za-z0-9_-]{22}$/

/** One session for the console, or null when there is none. */
export const getAdminSession = async (actor: Permitted<'sessions.read'>, id: string): Promise<AdminSession | null> => {
  const row = idPattern.test(id) ? await getSessionById(id) : null
  if (!row) return null
  const [consent, timeline, calls, notes, names, invitation, code] = await Promise.all([
    readConsent(id),
    listTimeline(id),
    readCalls(id),
    listNotes(row),
    versionNames([row.template_version_id]),
    readInvitation(actor, row.invitation_id),
    readCodeState(row),
  ])
  const acts = may(actor, 'sessions.act')
  return {
    ...factsOf(row),
    state: staffStateOf({ status: row.status, sentAt: row.sent_at, returned: row.bound_return_at !== null }, now()),
    heldReason: row.status === 'held' ? row.held_reason : null,
    settled: isResult(row),
    heldPolicy: row.held_policy ?? 'review',
    code,
    session_id: sessionIdOf(row),
    template: names.get(row.template_version_id ?? '') ?? null,
    consent,
    timeline,
    calls,
    notes,
    invitation,
    can: {
      check: acts && isReadable(row.status),
      cancel: acts && next(row.status, 'cancelled') !== null,
      release: may(actor, 'sessions.release') && row.status === 'held',
      note: acts,
    },
  }
}

/** Named one by one, so that a new column never reaches a page by itself. */
const factsOf = (row: KycSession) => ({
  id: row.id,
  status: row.status,
  reference: row.reference,
  flow: row.flow,
  doc_types: row.doc_types,
  documents_consented: row.documents_consented,
  options: row.options,
  fail_reason: row.fail_reason,
  release_reason: row.release_reason,
  cancel_reason: row.cancel_reason,
  provider_status: row.provider_status,
  consent_expiry: row.consent_expiry,
  created_at: row.created_at,
  sent_at: row.sent_at,
  bound_return_at: row.bound_return_at,
  unbound_return_at: row.unbound_return_at,
  finished_at: row.finished_at,
  unread_since: row.unread_since,
  reads: row.reads,
  browser_class: row.browser_class,
  locale: row.locale,
  cancelled_by: row.cancelled_by,
})
