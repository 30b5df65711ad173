import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { withTransaction } from '@/lib/db/transaction'
import { plainText } from '@/lib/kyc/plain-text'
import { err, ok, type Result } from '@/lib/result'
import { seal } from '@/lib/security/encrypt'
import { formRowId } from '@/lib/security/form-row-id'
import { getSessionById } from './get-session-by-id'
import { noteColumn } from './note-column'

export const noteMaxLength = 2_000

/**
 * Adds a note to a session. Nobody changes or removes one later; the trail says that it was written, not what.
 * @param formKey of the form it was typed into, so that pressing twice writes it once
 */
export const addNote = async (
  actor: Permitted<'sessions.act'>,
  id: string,
  typed: string,
  formKey = '',
): Promise<Result<null, { code: 'not_found' | 'empty' | 'too_long' }>> => {
  const text = plainText(typed)
  if (text === '') return err({ code: 'empty' })
  if ([...text].length > noteMaxLength) return err({ code: 'too_long' })
  const session = await getSessionById(id)
  if (!session) return err({ code: 'not_found' })
  const noteId = formRowId('nte', actor, formKey, [session.id, text])
  const sealed = seal({ table: 'kyc_sessions', rowId: session.id, dataKey: session.data_key }, noteColumn(noteId), text)
  return withTransaction(async (tx) => {
    const added = await tx.client.query(
      `insert into session_notes (id, kyc_session_id, staff_id, text_enc, created_at) values ($1, $2, $3, $4, $5)
       on conflict (id) do nothing`,
      [noteId, session.id, actor.staffId, sealed, now()],
    )
    if (added.rowCount === 1)
      await emitAudit(tx, actor, { action: 'session.noted', object_id: session.id, detail: { note: noteId } })
    return ok(null)
  })
}
