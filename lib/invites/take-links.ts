import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { ImportRow } from '@/lib/db/schema/invites'
import { withTransaction } from '@/lib/db/transaction'
import { byteStream } from '@/lib/export/byte-stream'
import { csvWriter } from '@/lib/export/csv'
import { takeExportRoom } from '@/lib/export/export-room'
import type { ExportFile } from '@/lib/export/send-export'
import { streamRows } from '@/lib/export/stream-rows'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { err, ok, type Result } from '@/lib/result'
import { tokenMaker } from './import-file'
import { linkOf } from './links'

type Taker = Permitted<'invitations.manage'>
type Line = { import_row: number; reference: string; expires_at: Date }
type File = Pick<ImportRow, 'id' | 'data_key' | 'created_rows' | 'left_out'>

/** A whole file ends the links' key, so they are taken once; one that was cut can be taken again. */
const settle = (actor: Taker, id: string, rows: number, whole: boolean): Promise<void> =>
  withTransaction(async (tx) => {
    if (whole)
      await tx.client.query('update invite_imports set link_key_enc = null, taken_at = $2 where id = $1', [id, now()])
    await emitAudit(tx, actor, {
      action: 'import.links_taken',
      object_id: id,
      detail: { rows, outcome: whole ? 'whole' : 'cut' },
    })
  })

async function* linesOf(
  actor: Taker,
  file: File,
  tokenOf: (row: number) => string,
  signal: AbortSignal,
  leaveRoom: () => void,
): AsyncGenerator<string> {
  const writer = csvWriter(['row', 'reference', 'link', 'link_ends_at', 'left_out_column', 'left_out_because'])
  const because = dictionary(defaultLocale)('admin.invite.many.knownSince')
  let next = 0
  /** The rows before this one that were left out in the work, each in its place. */
  const leftBefore = (row: number): string => {
    let lines = ''
    for (let out = file.left_out[next]; out !== undefined && out < row; out = file.left_out[++next])
      lines += writer.row([out, null, null, null, 'reference', because])
    return lines
  }
  const lineOf = ({ import_row: row, reference, expires_at }: Line): string =>
    leftBefore(row) + writer.row([row, reference, linkOf(tokenOf(row)), expires_at, null, null])
  const select = 'select import_row, reference, expires_at from invitations where import_id = $1 order by import_row'
  let rows = 0
  try {
    yield writer.columns
    for await (const batch of streamRows<Line>(select, [file.id], signal)) {
      rows += batch.length
      yield batch.map(lineOf).join('')
    }
    yield leftBefore(Number.POSITIVE_INFINITY)
  } finally {
    leaveRoom()
    await settle(actor, file.id, rows, rows === file.created_rows)
  }
}

/**
 * The links of a finished file, one a row, as a sheet that runs nothing (G-08); a row that was good when the file was looked
 * through and got none says why. Row and reference lead back to the file they
 * came from; the person's name and address stay here.
 */
export const takeLinks = async (
  actor: Present<Taker>,
  id: string,
): Promise<Result<ExportFile, { code: 'busy' | 'not_open' }>> => {
  const { rows } = await pool().query<File & Pick<ImportRow, 'link_key_enc'>>(
    `select id, data_key, link_key_enc, created_rows, left_out from invite_imports where id = $1 and state = 'done'`,
    [id],
  )
  const file = rows[0]
  if (!file?.link_key_enc) return err({ code: 'not_open' })
  const leaveRoom = takeExportRoom()
  if (!leaveRoom) return err({ code: 'busy' })
  const tokenOf = tokenMaker(file, file.link_key_enc)
  return ok({
    name: `links-${now()
      .toISOString()
      .replace(/[-:]|\.\d+/g, '')}.csv`,
    contentType: 'text/csv; charset=utf-8; header=present',
    body: byteStream((signal) => linesOf(actor, file, tokenOf, signal, leaveRoom)),
  })
}
