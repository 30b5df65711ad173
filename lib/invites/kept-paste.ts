import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { newRecordKey, recordCipher } from '@/lib/security/encrypt'

type Inviter = Permitted<'invitations.manage'>

/** Some 15,000 people; a page that gives back more is too heavy for a phone. */
export const mostPastedBytes = 1024 * 1024

/** Long enough to mend a row and be called away; personal data that lies longer helps nobody. */
export const pasteKeptMs = 60 * 60_000

const column = 'rows_enc'

const cipherOf = (staffId: string, dataKey: string) => recordCipher({ table: 'invite_pastes', rowId: staffId, dataKey })

/** Forgets what this colleague pasted: its invitations are being made, or there is something newer. */
export const dropPaste = async ({ staffId }: Inviter): Promise<void> => {
  await pool().query('delete from invite_pastes where staff_id = $1', [staffId])
}

/**
 * Keeps pasted rows while they can be mended, in place of any from before: personal data, so neither in an address nor in the
 * browser.
 * @returns false when there is nothing to give back, because there were none or too many
 */
export const keepPaste = async (actor: Inviter, rows: string): Promise<boolean> => {
  if (rows.trim() === '' || Buffer.byteLength(rows) > mostPastedBytes) {
    await dropPaste(actor)
    return false
  }
  const { staffId } = actor
  const dataKey = newRecordKey({ table: 'invite_pastes', rowId: staffId })
  await pool().query(
    `insert into invite_pastes (staff_id, data_key, rows_enc, created_at) values ($1, $2, $3, $4)
     on conflict (staff_id) do update set data_key = $2, rows_enc = $3, created_at = $4`,
    [staffId, dataKey, cipherOf(staffId, dataKey).seal(column, rows), now()],
  )
  return true
}

/** What this colleague pasted last and has invited nobody of; empty after an hour. */
export const keptPaste = async ({ staffId }: Inviter): Promise<string> => {
  const { rows } = await pool().query<{ data_key: string; rows_enc: string }>(
    'select data_key, rows_enc from invite_pastes where staff_id = $1 and created_at > $2',
    [staffId, new Date(now().getTime() - pasteKeptMs)],
  )
  const kept = rows[0]
  // A form sends CR LF, and a first line that is empty would be lost on the way back: HTML leaves out one LF after the tag.
  return kept ? cipherOf(staffId, kept.data_key).open(column, kept.rows_enc).replaceAll('\r\n', '\n') : ''
}
