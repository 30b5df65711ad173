import 'server-only'
import type { Actor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { isFinal } from '@/lib/kyc/session-status'
import type { Truth } from '@/lib/kyc/settle'
import { ProviderError } from '@/lib/provider/errors'
import type { CallClass } from '@/lib/provider/provider'
import { sandboxProvider } from '@/lib/provider/sandbox-client'
import { applyTruth, recordSilence } from './apply-truth'
import { getSessionById } from './get-session-by-id'
import { sessionIdOf } from './session-secrets'

/** Longer than the slowest status call with its repeats; a process that dies frees its session after this (F-23). */
const leaseSeconds = 30

/** One reader at a time: the row is ours until the lease ends or is given back. Null when someone else has it. */
const lease = async (id: string): Promise<boolean> => {
  const at = now()
  const { rowCount } = await pool().query({
    name: 'lease_session',
    text: `update kyc_sessions set lease_until = $2
           where id = $1 and status = 'at_provider' and (lease_until is null or lease_until < $3)`,
    values: [id, new Date(at.getTime() + leaseSeconds * 1000), at],
  })
  return rowCount === 1
}

/** A success that was read before needs no second call, only a decision by the clock and the returns. */
const knownTruth = (row: KycSession): Truth | null =>
  row.consent_seen_at === null
    ? null
    : {
        state: 'succeeded',
        documents_consented: row.documents_consented,
        seenAt: row.consent_seen_at,
        notBefore: row.consent_not_before,
      }

/**
 * The only writer of provider truth; called by the return, the reconciler and staff. Reads the status once if it is
 * worth reading and nobody else is at it, and moves the session forward or not at all.
 * @returns the session as it stands afterwards; null when there is none
 */
export const refreshSession = async (actor: Actor, id: string, callClass: CallClass): Promise<KycSession | null> => {
  const row = await getSessionById(id)
  if (!row || isFinal(row.status) || row.status !== 'at_provider') return row
  const known = knownTruth(row)
  if (known) return applyTruth(actor, row.id, known)
  const session_id = sessionIdOf(row)
  if (session_id === null || !(await lease(id))) return getSessionById(id)
  try {
    const answer = await sandboxProvider().getSessionStatus(session_id, callClass)
    const at = now()
    const truth: Truth =
      answer.state === 'succeeded'
        ? {
            state: 'succeeded',
            documents_consented: answer.documents_consented,
            seenAt: at,
            notBefore: answer.updated_at ?? row.last_pending_at,
          }
        : { state: answer.state }
    return await applyTruth(actor, row.id, truth, answer)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return await recordSilence(actor, row.id, error)
  }
}
