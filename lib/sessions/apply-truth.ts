import 'server-only'
import type { Actor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { enqueueReconcile } from '@/lib/jobs/enqueue'
import { isPastLastRead, nextReadAt } from '@/lib/kyc/reconcile-plan'
import { mayCause, next, type SessionEvent } from '@/lib/kyc/session-status'
import { type SettleFacts, settle, type Truth } from '@/lib/kyc/settle'
import { log } from '@/lib/log'
import type { ProviderError } from '@/lib/provider/errors'
import type { Exchange, ProviderStatus } from '@/lib/provider/provider'
import { recordExchange } from './record-exchange'

type Answer = ProviderStatus & { exchange: Exchange }

/** The row, locked until the transaction ends, so that two deciders see each other's work. */
export const lockSession = async (tx: Tx, id: string): Promise<KycSession | null> => {
  const { rows } = await tx.client.query<KycSession>({
    name: 'lock_session',
    text: 'select * from kyc_sessions where id = $1 for update',
    values: [id],
  })
  return rows[0] ?? null
}

const factsOf = (row: KycSession): SettleFacts => ({
  sentAt: row.sent_at ?? row.created_at,
  boundReturnAt: row.bound_return_at,
  unboundReturnAt: row.unbound_return_at,
  staleAt: row.consent_expiry,
  doc_types: row.doc_types,
})

/**
 * Turns what the provider said into the session's next state, in one transaction with its audit row and its next read.
 * A session that is final already stays as it is (F-14); a contradiction is kept as an event.
 */
export const applyTruth = (actor: Actor, id: string, truth: Truth, answer?: Answer): Promise<KycSession | null> =>
  withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    if (!row) return null
    if (answer) await recordExchange(tx, id, answer.exchange, 'ok')
    if (row.status !== 'at_provider') return row
    const at = now()
    const decision = settle(factsOf(row), truth, at)
    const learned = { ...row, ...whatWasLearned(row, truth, answer, at) }
    if (decision.move) return move(tx, actor, learned, decision.move, decision.heldReason ?? null)
    await save(tx, { ...learned, next_read_at: decision.readAgainAt, lease_until: null })
    await enqueueReconcile(tx, id, decision.readAgainAt)
    if (answer?.unknownWord && answer.raw_status !== row.provider_status) {
      log.error('provider.status_unknown', { kyc_session: id, status: answer.raw_status })
      await emitAudit(tx, actor, {
        action: 'status.word_unknown',
        object_id: id,
        detail: { status: answer.raw_status },
      })
    }
    return learned
  })

/** The provider did not answer: nothing about the session changes but when we ask again (F-04), or that it is gone (F-06). */
export const recordSilence = (actor: Actor, id: string, error: ProviderError): Promise<KycSession | null> =>
  withTransaction(async (tx) => {
    const row = await lockSession(tx, id)
    if (!row) return null
    if (error.exchange) await recordExchange(tx, id, error.exchange, error.kind)
    if (row.status !== 'at_provider') return row
    const at = now()
    if (error.kind === 'not_found') {
      log.error('provider.session_lost', { kyc_session: id })
      return move(tx, actor, row, 'provider_forgot', null)
    }
    const facts = factsOf(row)
    // The last read failed: the time is over all the same, and the person can start again (F-12).
    if (isPastLastRead(facts, at) && error.sent) return move(tx, actor, row, 'time_ran_out', null)
    const planned = nextReadAt(facts, at) ?? new Date(at.getTime() + 60_000)
    const soonest = at.getTime() + (error.retryAfterSeconds ?? 1) * 1000
    const again = new Date(Math.max(planned.getTime(), soonest))
    const unread_since = error.sent || error.kind === 'breaker_open' ? (row.unread_since ?? at) : row.unread_since
    const waiting = { ...row, next_read_at: again, lease_until: null, unread_since }
    await save(tx, waiting)
    await enqueueReconcile(tx, id, again)
    return waiting
  })

const whatWasLearned = (row: KycSession, truth: Truth, answer: Answer | undefined, at: Date): Partial<KycSession> => ({
  ...(answer ? { provider_status: answer.raw_status, reads: row.reads + 1, unread_since: null } : {}),
  ...(answer && truth.state === 'pending' ? { last_pending_at: at } : {}),
  ...(truth.state === 'succeeded'
    ? {
        documents_consented: truth.documents_consented === null ? null : [...truth.documents_consented],
        consent_seen_at: truth.seenAt,
        consent_not_before: truth.notBefore,
      }
    : {}),
})

/** Moves a locked row by the table of session-status.ts and says so in the trail. */
export const move = async (
  tx: Tx,
  actor: Actor,
  row: KycSession,
  event: SessionEvent,
  heldReason: string | null,
): Promise<KycSession> => {
  if (!mayCause(actor.kind, event)) throw new Error(`expected an actor who may cause ${event}, found ${actor.kind}`)
  const to = next(row.status, event)
  if (to === null) return row
  const held = to === 'held'
  const moved: KycSession = {
    ...row,
    status: to,
    held_reason: held ? heldReason : row.held_reason,
    finished_at: held ? null : now(),
    next_read_at: null,
    lease_until: null,
    unread_since: null,
    // Nothing can be done with the link any more, so it is not kept (contract section 0, point 6).
    authorization_url_enc: null,
  }
  await save(tx, moved)
  const reason = heldReason === null ? {} : { reason: heldReason }
  await emitAudit(tx, actor, {
    action: 'status.changed',
    object_id: row.id,
    detail: { from: row.status, to, ...reason },
  })
  return moved
}

const save = (tx: Tx, row: KycSession) =>
  tx.client.query({
    name: 'save_session',
    text: `update kyc_sessions set status = $2, held_reason = $3, provider_status = $4, documents_consented = $5,
             consent_seen_at = $6, consent_not_before = $7, last_pending_at = $8, unread_since = $9, finished_at = $10,
             reads = $11, next_read_at = $12, lease_until = $13, authorization_url_enc = $14, cancelled_by = $15
           where id = $1`,
    values: [
      row.id,
      row.status,
      row.held_reason,
      row.provider_status,
      row.documents_consented,
      row.consent_seen_at,
      row.consent_not_before,
      row.last_pending_at,
      row.unread_since,
      row.finished_at,
      row.reads,
      row.next_read_at,
      row.lease_until,
      row.authorization_url_enc,
      row.cancelled_by,
    ],
  })
