import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { withTransaction } from '@/lib/db/transaction'
import { newSecret, secretHash } from '@/lib/ids'
import { log } from '@/lib/log'
import { err, ok, type Result } from '@/lib/result'
import { type Asked, type AskRefusal, askProvider } from './ask-provider'
import { consentExpiryFrom } from './consent-expiry'
import { endPostponed } from './end-postponed'
import { initOptions } from './init-options'
import { initLeaseSeconds, openStart, type StartRequest, type StartRow } from './open-start'
import { waitLeft } from './postponed'
import { refreshSession } from './refresh-session'
import { authorizationUrlOf } from './session-secrets'

/** Where to send the browser. `slow` means the provider has not answered yet; its page goes on waiting (F-07). */
export type StartOutcome = { kind: 'leave'; authorization_url: string } | { kind: 'slow'; handle: string }

export type StartRefusal =
  | (AskRefusal & { reference: string })
  | { code: 'too_many'; until: Date }
  /** The cookie or the key is no longer good, or stands for another choice: show the form again with a new one. */
  | { code: 'form_expired' }
  /** Nothing can be begun from this browser's link any more; its page says why. */
  | { code: 'link_changed' }

/** The page answers within three seconds, whatever the provider does (F-07). */
const patienceMs = 2_600

/** A link older than this is looked at before it is offered again: the person may have finished with it. */
const reuseWithoutLookMs = 60_000

/**
 * Starts a session at the provider, or finds the one this form or this person already has.
 * Rows, consent and audit are committed before the provider is called; session_id before the address is given out.
 */
export const startSession = async (request: StartRequest): Promise<Result<StartOutcome, StartRefusal>> => {
  const opened = await openStart(request)
  switch (opened.kind) {
    case 'unknown_browser':
    case 'other_wish':
      return err({ code: 'form_expired' })
    case 'link_changed':
      return err({ code: 'link_changed' })
    case 'too_many':
      return err({ code: 'too_many', until: opened.until })
    case 'existing':
      return joinExisting(opened.actor, opened.row, request)
    case 'new': {
      const { actor, row, options } = opened
      return within({ actor, row, options, input: request.input })
    }
  }
}

const within = async (asked: Asked): Promise<Result<StartOutcome, StartRefusal>> => {
  const { actor, row } = asked
  const asking = askProvider(asked)
  const outcome = await Promise.race([asking, pause(patienceMs, 'slow' as const, { ref: false })])
  if (outcome === 'slow') {
    // What comes of it is committed by askProvider itself. The form is gone, so nobody would press again for a busy one.
    asking
      .then((late) => (!late.ok && late.refusal.code === 'busy' ? endPostponed(actor, row.id) : undefined))
      .catch(reportLate)
    return ok({ kind: 'slow', handle: row.handle })
  }
  return outcome.ok
    ? ok({ kind: 'leave', authorization_url: outcome.authorization_url })
    : err({ ...outcome.refusal, reference: row.reference })
}

/** The row stays `starting` and the reaper ends it within two minutes; the person's page says so. */
const reportLate = (error: unknown): void =>
  log.error('start.unfinished', { error_name: error instanceof Error ? error.name : 'unknown' })

const joinExisting = async (
  actor: PersonActor,
  row: StartRow,
  request: StartRequest,
): Promise<Result<StartOutcome, StartRefusal>> => {
  if (row.status === 'starting') return joinStarting(actor, row, request)
  if (row.status !== 'at_provider') return err({ code: 'form_expired' })
  if (row.sent_at && now().getTime() - row.sent_at.getTime() > reuseWithoutLookMs) {
    const fresh = await refreshSession(actor, row.id, 'person')
    // It has ended meanwhile: the form comes back with a new key, and pressing again starts anew.
    if (fresh?.status !== 'at_provider') return err({ code: 'form_expired' })
  }
  const url = authorizationUrlOf(row)
  if (url === null || row.consent_expiry <= now()) return err({ code: 'form_expired' })
  await withTransaction((tx) => emitAudit(tx, actor, { action: 'session.reused', object_id: row.id }))
  return ok({ kind: 'leave', authorization_url: url })
}

/** Another request of the same form is at it, or was told to come back: wait for the first, take over from the second. */
const joinStarting = async (
  actor: PersonActor,
  row: StartRow,
  request: StartRequest,
): Promise<Result<StartOutcome, StartRefusal>> => {
  const nonce = newSecret()
  const at = now()
  // The vendor wants an hour from its own now, so a second asking needs a new end.
  const consent_expiry = consentExpiryFrom(at, request.template)
  const claimed = await pool().query(
    `update kyc_sessions set lease_until = $2, next_read_at = $2, nonce_hash = $3, consent_expiry = $4
     where id = $1 and status = 'starting' and lease_until is null returning 1`,
    [row.id, new Date(at.getTime() + initLeaseSeconds * 1000), secretHash(nonce), consent_expiry],
  )
  if (claimed.rowCount === 1) {
    const { id, handle, reference, data_key } = row
    const again = { id, handle, reference, data_key, nonce, consent_expiry }
    const options = initOptions(request.input, request.template)
    return within({ actor, row: again, options, input: request.input })
  }
  const giveUpAt = performance.now() + patienceMs
  while (performance.now() < giveUpAt) {
    await pause(60)
    const { rows } = await pool().query<KycSession>('select * from kyc_sessions where id = $1', [row.id])
    const seen = rows[0]
    const url = seen?.status === 'at_provider' ? authorizationUrlOf(seen) : null
    if (url !== null) return ok({ kind: 'leave', authorization_url: url })
    if (seen?.status !== 'starting') return err({ code: 'start_unknown', reference: row.reference })
    // The first was told to come back.
    if (seen.lease_until === null)
      return err({ code: 'busy', waitSeconds: waitLeft(seen, now()), reference: row.reference })
  }
  return ok({ kind: 'slow', handle: row.handle })
}
