import 'server-only'
import type { PersonActor } from '@/lib/audit/actor'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { releaseEvent } from '@/lib/kyc/consent-outcome'
import { codeStateOf, releasedByCode } from '@/lib/kyc/held-code'
import { err, ok, type Result } from '@/lib/result'
import { lockSession, move } from './apply-truth'
import { codeFactsOf, lockCode, sameCode } from './held-code'

/** `over`: no code can release it any more, or it has been decided meanwhile; its page says which. */
export type EnterRefusal = { code: 'not_found' | 'not_shown' | 'over' } | { code: 'wrong'; triesLeft: number }

/**
 * The code of the other browser, typed into the one that started: releases the held result (R-15 b). A wrong one counts
 * and stays counted; the session is locked from the look at the code to the move, so fifty guesses at once are five.
 * @param code six digits
 */
export const enterCode = (actor: PersonActor, id: string, code: string): Promise<Result<null, EnterRefusal>> =>
  withTransaction(async (tx) => {
    const session = await lockSession(tx, id)
    if (!session || session.owner_id !== actor.ownerId) return err({ code: 'not_found' })
    const kept = await lockCode(tx, id)
    if (!kept) return err({ code: 'over' })
    const state = codeStateOf(codeFactsOf(session, kept), now())
    if (state.kind === 'over') return err({ code: 'over' })
    if (state.kind !== 'live' || !kept.code_hash) return err({ code: 'not_shown' })
    if (!sameCode(kept.code_hash, id, code)) {
      const triesLeft = state.triesLeft - 1
      await tx.client.query('update held_codes set tries = tries + 1 where kyc_session_id = $1', [id])
      await emitAudit(tx, actor, { action: 'code.refused', object_id: id, detail: { tries_left: triesLeft } })
      return triesLeft === 0 ? err({ code: 'over' }) : err({ code: 'wrong', triesLeft })
    }
    await tx.client.query('update held_codes set used_at = $2, code_hash = null where kyc_session_id = $1', [id, now()])
    await move(tx, actor, session, releaseEvent(session.doc_types, session.documents_consented), null)
    await tx.client.query('update kyc_sessions set release_reason = $2 where id = $1', [id, releasedByCode])
    await emitAudit(tx, actor, {
      action: 'session.released',
      object_id: id,
      detail: { held: session.held_reason, by: 'code' },
    })
    return ok(null)
  })
