import 'server-only'
import { now } from '@/lib/clock'
import type { Tx } from '@/lib/db/transaction'
import { type Actor, actorId } from './actor'
import { canonicalJson } from './canonical'
import type { AuditEvent } from './events'

/**
 * Writes one audit row in the caller's transaction; if it cannot be written, neither is the change (G-01).
 * Call it last: it takes the head of the chain, and every other writer waits until this transaction ends. It is sent
 * with the commit for the same reason: the head is held for one answer of the database, not two.
 */
export const emitAudit = async (tx: Tx, actor: Actor, event: AuditEvent): Promise<void> => {
  const at = now().toISOString()
  const who = actorId(actor)
  const body = canonicalJson({
    at,
    actor_kind: actor.kind,
    actor_id: who,
    action: event.action,
    object_id: event.object_id,
    request_id: event.request_id,
    detail: event.detail ?? {},
  })
  tx.send({
    name: 'audit_append',
    text: 'select audit_append($1, $2, $3, $4, $5, $6, $7)',
    values: [at, actor.kind, who, event.action, event.object_id, event.request_id ?? null, body],
  })
}
