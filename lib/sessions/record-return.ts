import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { withTransaction } from '@/lib/db/transaction'
import { secretHash } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import { isFinal } from '@/lib/kyc/session-status'
import { lockSession } from './apply-truth'
import { sessionIdOf } from './session-secrets'

/** `bound`: nonce and cookie met in one browser. `elsewhere`: known nonce, other browser. `unknown`: no such nonce. */
export type ReturnOutcome =
  | { kind: 'bound'; actor: PersonActor; id: string; handle: string; final: boolean }
  | { kind: 'elsewhere'; id: string }
  | { kind: 'unknown' }

const noncePattern = /^[A-Za-z0-9_-]{43}$/

/** A second return soon after the first is the same one: a reload, a double tap, fifty parallel requests. */
const sameReturnMs = 60_000

const byNonce = async (nonce: string): Promise<KycSession | null> => {
  if (!noncePattern.test(nonce)) return null
  const { rows } = await pool().query<KycSession>({
    name: 'session_by_nonce',
    text: 'select * from kyc_sessions where nonce_hash = $1',
    values: [secretHash(nonce)],
  })
  return rows[0] ?? null
}

/**
 * The browser came back. Says whether it is the one that started, and nothing about success: that is for the provider
 * to say. Idempotent; never moves a session (R-10 … R-18).
 * @param hint session_id of the query, compared and otherwise ignored
 */
export const recordReturn = async (
  nonce: string,
  person: PersonActor | null,
  hint: string | null,
): Promise<ReturnOutcome> => {
  const row = await byNonce(nonce)
  if (!row) return { kind: 'unknown' }
  const bound = person !== null && person.ownerId === row.owner_id
  await (bound ? markBound(row, person, hint) : markUnbound(row, person))
  return bound
    ? { kind: 'bound', actor: person, id: row.id, handle: row.handle, final: isFinal(row.status) }
    : { kind: 'elsewhere', id: row.id }
}

const markBound = async (row: KycSession, actor: PersonActor, hint: string | null): Promise<void> => {
  const mismatch = hint !== null && hint !== sessionIdOf(row)
  const isNew = !row.bound_return_at || now().getTime() - row.bound_return_at.getTime() > sameReturnMs
  if (isFinal(row.status) || (!isNew && !mismatch)) return
  await withTransaction(async (tx) => {
    const locked = await lockSession(tx, row.id)
    const at = now()
    const repeated = locked?.bound_return_at && at.getTime() - locked.bound_return_at.getTime() <= sameReturnMs
    if (!locked || isFinal(locked.status)) return
    if (mismatch) await emitAudit(tx, actor, { action: 'return.query_mismatch', object_id: row.id })
    if (repeated) return
    await tx.client.query('update kyc_sessions set bound_return_at = $2 where id = $1', [row.id, at])
    await emitAudit(tx, actor, { action: 'return.received', object_id: row.id })
  })
}

/** Only the first is kept: a link scanner that calls a thousand times says no more than one that calls once. */
const markUnbound = async (row: KycSession, person: PersonActor | null): Promise<void> => {
  if (row.unbound_return_at) return
  await withTransaction(async (tx) => {
    const locked = await lockSession(tx, row.id)
    if (!locked || locked.unbound_return_at) return
    await tx.client.query('update kyc_sessions set unbound_return_at = $2 where id = $1', [row.id, now()])
    const actor = person ?? systemActor('unknown_browser')
    await emitAudit(tx, actor, { action: 'return.unbound', object_id: row.id, detail: { status: locked.status } })
  })
}
