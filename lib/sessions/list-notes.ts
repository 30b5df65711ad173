import 'server-only'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import { recordCipher } from '@/lib/security/encrypt'
import type { SessionNote } from './admin-session-dto'
import { noteColumn } from './note-column'

type Row = { id: string; at: Date; name: string; text_enc: string }

// A page stays whole however much is written; nobody reads further back than this on one.
const most = 100

/** The notes of a session, newest first; the caller has authorised the reading. */
export const listNotes = async (session: Pick<KycSession, 'id' | 'data_key'>): Promise<SessionNote[]> => {
  const { rows } = await pool().query<Row>({
    name: 'session_notes',
    text: `select n.id, n.created_at as at, s.name, n.text_enc from session_notes n join staff s on s.id = n.staff_id
           where n.kyc_session_id = $1 order by n.created_at desc, n.id desc limit $2`,
    values: [session.id, most],
  })
  if (rows.length === 0) return []
  const cipher = recordCipher({ table: 'kyc_sessions', rowId: session.id, dataKey: session.data_key })
  return rows.map(({ text_enc, ...note }) => ({ ...note, text: cipher.open(noteColumn(note.id), text_enc) }))
}
