import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { systemActor } from '@/lib/jobs/system-actor'
import { codeLifeMs, codeStateOf } from '@/lib/kyc/held-code'
import { err, ok, type Result } from '@/lib/result'
import { lockSession } from './apply-truth'
import { type Binder, binderHash } from './binder'
import { codeFactsOf, codeHash, lockCode, newCode } from './held-code'
import { refreshSession } from './refresh-session'

export type ShownCode = { code: string; until: Date }

/** `none`: this browser has come back from nowhere that asks for a code; also the answer to whoever only guesses. */
export type CodeRefusal = { code: 'none' | 'early' | 'shown' | 'over' } | { code: 'settling'; waitSeconds: number }

/** The session this browser came back from last without having started it. */
const sessionReturnedTo = async (binder: Binder): Promise<string | null> => {
  const { rows } = await pool().query<{ kyc_session_id: string }>({
    name: 'session_returned_to',
    text: 'select kyc_session_id from held_codes where binder_hash = $1 order by returned_at desc limit 1',
    values: [binderHash(binder)],
  })
  return rows[0]?.kyc_session_id ?? null
}

/**
 * Gives the code of a held session to the browser that came back from DigiLocker, once (R-15 b). Asked for by a press and
 * not by opening the page, so that a scanner uses nothing up. Releases nothing.
 */
export const showCode = async (binder: Binder): Promise<Result<ShownCode, CodeRefusal>> => {
  const id = await sessionReturnedTo(binder)
  if (id === null) return err({ code: 'none' })
  const actor = systemActor('unknown_browser')
  // The status may lag behind the return; nothing is called for a session that is settled.
  await refreshSession(actor, id, 'sweep')
  return withTransaction(async (tx) => {
    const session = await lockSession(tx, id)
    const kept = await lockCode(tx, id)
    if (!session || !kept) return err({ code: 'none' })
    const at = now()
    const state = codeStateOf(codeFactsOf(session, kept), at)
    if (state.kind === 'live') return err({ code: 'shown' })
    if (state.kind === 'settling') return err({ code: 'settling', waitSeconds: state.waitSeconds })
    if (state.kind !== 'offered') return err({ code: state.kind })
    const code = newCode()
    await tx.client.query('update held_codes set code_hash = $2, shown_at = $3 where kyc_session_id = $1', [
      id,
      codeHash(id, code),
      at,
    ])
    await emitAudit(tx, actor, { action: 'code.shown', object_id: id })
    return ok({ code, until: new Date(at.getTime() + codeLifeMs) })
  })
}
