import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'
import { asReference } from '@/lib/kyc/reference'
import { blindIndex } from '@/lib/security/blind-index'
import { type AdminSessionRow, type ListRow, listColumns, toAdminSessionRows } from './admin-session-row'

// References are short enough to meet twice in a long life; nobody needs to see more than a page of them.
const most = 25

/**
 * Sessions by what a person can quote: our reference, the provider's session_id, or the handle of the result page.
 * session_id is stored sealed; its keyed hash finds it (C-02). Each way in has an index of its own.
 */
export const findSessions = async (_actor: AdminActor, typed: string): Promise<AdminSessionRow[]> => {
  const term = typed.trim()
  if (term === '' || term.length > 200) return []
  const reference = asReference(term)
  const { rows } = reference
    ? await pool().query<ListRow>({
        name: 'find_sessions_by_reference',
        text: `select ${listColumns} from kyc_sessions where reference = $1 order by created_at desc, id desc limit $2`,
        values: [reference, most],
      })
    : await pool().query<ListRow>({
        name: 'find_sessions_by_id',
        text: `select ${listColumns} from kyc_sessions where session_id_index = $1
               union select ${listColumns} from kyc_sessions where handle = $2
               union select ${listColumns} from kyc_sessions where id = $2`,
        values: [blindIndex('session_id', term), term],
      })
  return toAdminSessionRows(rows)
}
