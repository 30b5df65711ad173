import 'server-only'
import type { Actor, PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { type Tx, withTransaction } from '@/lib/db/transaction'
import { isSecret, secretHash } from '@/lib/ids'
import { systemActor } from '@/lib/jobs/system-actor'
import { isFinal } from '@/lib/kyc/session-status'
import { lockSession } from './apply-truth'
import { type Binder, binderHash } from './binder'
import { lockCode } from './held-code'
import { sessionIdOf } from './session-secrets'

/** `bound`: nonce and cookie met in one browser. `elsewhere`: known nonce, other browser. `unknown`: no such nonce. */
export type ReturnOutcome =
  | { kind: 'bound'; actor: PersonActor; id: string; handle: string; final: boolean }
  | { kind: 'elsewhere'; id: string }
  | { kind: 'unknown' }

/** A second return soon after the first is the same one: a reload, a double tap, fifty parallel requests. */
const sameReturnMs = 60_000

const byNonce = async (nonce: string): Promise<KycSession | null> => {
  if (!isSecret(nonce)) return null
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
 * @param browser its cookie; a browser that did not start it may be shown a code later
 */
export const recordReturn = async (
  nonce: string,
  person: PersonActor | null,
  hint: string | null,
  browser: Binder | null = null,
): Promise<ReturnOutcome> => {
  const row = await byNonce(nonce)
  if (!row) return { kind: 'unknown' }
  const bound = person !== null && person.ownerId === row.owner_id
  await (bound ? markBound(row, person, hint) : markUnbound(row, person, browser))
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
const markUnbound = async (row: KycSession, person: PersonActor | null, browser: Binder | null): Promise<void> => {
  if (row.unbound_return_at && row.held_policy !== 'code') return
  await withTransaction(async (tx) => {
    const locked = await lockSession(tx, row.id)
    if (!locked) return
    const actor = person ?? systemActor('unknown_browser')
    if (locked.unbound_return_at) return voidCode(tx, actor, row.id, browser)
    const at = now()
    await tx.client.query('update kyc_sessions set unbound_return_at = $2 where id = $1', [row.id, at])
    if (locked.held_policy === 'code' && browser)
      await tx.client.query('insert into held_codes (kyc_session_id, binder_hash, returned_at) values ($1, $2, $3)', [
        row.id,
        binderHash(browser),
        at,
      ])
    await emitAudit(tx, actor, { action: 'return.unbound', object_id: row.id, detail: { status: locked.status } })
  })
}

/**
 * A second other browser came to the same address. One of the two belongs to whoever agreed and nobody can tell which, so
 * neither's code counts: without this, whoever sent the link could fetch a code from a browser of their own. Where the code
 * has released the result already, the trail keeps the doubt for a colleague, and the result stays.
 */
const voidCode = async (tx: Tx, actor: Actor, id: string, browser: Binder | null): Promise<void> => {
  const code = await lockCode(tx, id)
  if (!code || code.other_return_at || (browser && code.binder_hash.equals(binderHash(browser)))) return
  await tx.client.query('update held_codes set other_return_at = $2 where kyc_session_id = $1', [id, now()])
  await emitAudit(tx, actor, { action: code.used_at ? 'code.doubted' : 'code.voided', object_id: id })
}
