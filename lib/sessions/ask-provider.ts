import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { firstSweepAt } from '@/lib/kyc/reconcile-plan'
import type { SessionStatus } from '@/lib/kyc/session-status'
import type { StartInput } from '@/lib/kyc/start-schema'
import { log } from '@/lib/log'
import { callbackReturnUrl } from '@/lib/paths'
import { isAllowedAuthorizationUrl } from '@/lib/provider/authorize-url'
import { ProviderError } from '@/lib/provider/errors'
import type { Exchange } from '@/lib/provider/provider'
import { sandboxProvider } from '@/lib/provider/sandbox-client'
import { blindIndex } from '@/lib/security/blind-index'
import { recordCipher } from '@/lib/security/encrypt'
import type { InitOptions } from './init-options'
import type { NewSession } from './open-start'
import { keptUntil } from './postponed'
import { recordExchange } from './record-exchange'

/** Why the provider gave no usable address; `busy` means it was not asked, so the same row may try again. */
export type AskRefusal =
  | { code: 'busy'; waitSeconds: number }
  | { code: 'start_unknown' | 'unavailable' | 'unsafe_address' }
export type AskOutcome = { ok: true; authorization_url: string } | { ok: false; refusal: AskRefusal }

export type Asked = {
  actor: PersonActor
  row: NewSession
  options: InitOptions
  input: Pick<StartInput, 'flow' | 'doc_types'>
}

const uniqueViolation = '23505'

/** Sends the one init of a committed row and commits what came of it before the person is sent anywhere (F-19). */
export const askProvider = async (asked: Asked): Promise<AskOutcome> => {
  const { row, input } = asked
  try {
    const answer = await sandboxProvider().initSession({
      flow: input.flow,
      doc_types: input.doc_types,
      redirect_url: callbackReturnUrl(env().publicOrigin, row.nonce),
      options: asked.options,
      consent_expiry: row.consent_expiry,
    })
    if (!isAllowedAuthorizationUrl(answer.authorization_url))
      return await refuse(asked, 'unsafe_address', 'provider_contract', answer.exchange)
    return await commitAnswer(asked, answer)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return await onProviderError(asked, error)
  }
}

const commitAnswer = async (
  asked: Asked,
  answer: { session_id: string; authorization_url: string; exchange: Exchange },
): Promise<AskOutcome> => {
  const { row, actor } = asked
  const cipher = recordCipher({ table: 'kyc_sessions', rowId: row.id, dataKey: row.data_key })
  try {
    return await withTransaction(async (tx) => {
      const at = now()
      const moved = tx.client.query({
        name: 'session_at_provider',
        text: `update kyc_sessions set status = 'at_provider', session_id_enc = $2, session_id_index = $3,
                 authorization_url_enc = $4, sent_at = $5, next_read_at = $6, lease_until = null,
                 finished_at = null, fail_reason = null
               where id = $1 and status in ('starting', 'init_unknown')`,
        values: [
          row.id,
          cipher.seal('session_id', answer.session_id),
          blindIndex('session_id', answer.session_id),
          cipher.seal('authorization_url', answer.authorization_url),
          at,
          firstSweepAt(at),
        ],
      })
      const [{ rowCount }] = await Promise.all([moved, recordExchange(tx, row.id, answer.exchange, 'ok')])
      if (rowCount !== 1) return { ok: false, refusal: { code: 'start_unknown' } }
      await emitAudit(tx, actor, { action: 'session.started', object_id: row.id })
      return { ok: true, authorization_url: answer.authorization_url }
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === uniqueViolation)) throw error
    // Two sessions of ours under one session_id would mix two people (F-10).
    log.error('provider.session_id_repeated', { kyc_session: row.id })
    return await refuse(asked, 'unavailable', 'provider_contract', answer.exchange)
  }
}

const onProviderError = (asked: Asked, error: ProviderError): Promise<AskOutcome> => {
  switch (error.kind) {
    case 'rate_limited':
    case 'no_budget':
    case 'breaker_open':
      return postpone(asked, error)
    case 'timeout':
    case 'connection':
    case 'unavailable':
      return error.sent
        ? refuse(asked, 'start_unknown', error.kind, error.exchange, 'init_unknown')
        : refuse(asked, 'start_unknown', error.kind, error.exchange)
    case 'contract':
      return refuse(asked, 'start_unknown', 'provider_contract', error.exchange, 'init_unknown')
    default:
      // Credits, quota, rights, a wrong key: the person gets no detail, staff get the alarm (F-02).
      log.error('provider.refused_start', { kyc_session: asked.row.id, kind: error.kind })
      return refuse(asked, 'unavailable', error.kind, error.exchange)
  }
}

/** Nothing was executed: the row stays, free for the next press of the same form (F-03). */
const postpone = (asked: Asked, error: ProviderError): Promise<AskOutcome> =>
  withTransaction(async (tx) => {
    const waitSeconds = Math.ceil(error.retryAfterSeconds ?? 20)
    await tx.client.query(
      `update kyc_sessions set lease_until = null, next_read_at = $2 where id = $1 and status = 'starting'`,
      [asked.row.id, keptUntil(now(), waitSeconds)],
    )
    if (error.exchange) await recordExchange(tx, asked.row.id, error.exchange, error.kind)
    return { ok: false, refusal: { code: 'busy', waitSeconds } }
  })

const refuse = (
  asked: Asked,
  code: Exclude<AskRefusal['code'], 'busy'>,
  reason: string,
  exchange: Exchange | null,
  status: Extract<SessionStatus, 'start_failed' | 'init_unknown'> = 'start_failed',
): Promise<AskOutcome> =>
  withTransaction(async (tx: Tx) => {
    await tx.client.query(
      `update kyc_sessions set status = $2, fail_reason = $3, finished_at = $4, next_read_at = null, lease_until = null
       where id = $1 and status = 'starting'`,
      [asked.row.id, status, reason, now()],
    )
    if (exchange) await recordExchange(tx, asked.row.id, exchange, reason)
    await emitAudit(tx, asked.actor, {
      action: 'session.start_failed',
      object_id: asked.row.id,
      detail: { status, reason },
    })
    return { ok: false, refusal: { code } }
  })
