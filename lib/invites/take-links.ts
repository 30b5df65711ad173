import 'server-only'
import { emitAudit } from '@/lib/audit/emit'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'
import { now } from '@/lib/clock'
import type { ImportRow } from '@/lib/db/schema/invites'
import { withTransaction } from '@/lib/db/transaction'
import { byteStream } from '@/lib/export/byte-stream'
import { csvWriter } from '@/lib/export/csv'
import { takeExportRoom } from '@/lib/export/export-room'
import type { ExportFile } from '@/lib/export/send-export'
import { streamRows } from '@/lib/export/stream-rows'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { errorFields, log } from '@/lib/log'
import { err, ok, type Result } from '@/lib/result'
import { tokenMaker } from './import-file'
import { linkOf } from './links'

type Taker = Permitted<'invitations.manage'>
type Line = { import_row: number; reference: string; expires_at: Date }
type File = Pick<ImportRow, 'id' | 'data_key' | 'created_rows' | 'left_out'>
type Work = { actor: Taker; file: File; tokenOf: (row: number) => string; leaveRoom: () => void }

/** Opens a finished file whose key is still there. The trail says who takes how many links before the first byte (G-04). */
const openLinks = (actor: Taker, id: string): Promise<Omit<Work, 'leaveRoom'> | null> =>
  withTransaction(async (tx) => {
    const { rows } = await tx.client.query<File & Pick<ImportRow, 'link_key_enc'>>(
      `select id, data_key, link_key_enc, created_rows, left_out from invite_imports
       where id = $1 and state = 'done' for share`,
      [id],
    )
    const file = rows[0]
    if (!file?.link_key_enc) return null
    await emitAudit(tx, actor, { action: 'import.links_begun', object_id: id, detail: { rows: file.created_rows } })
    return { actor, file, tokenOf: tokenMaker(file, file.link_key_enc) }
  })

/** How it ended. A whole file ends the links' key, so they are taken once; one that was cut can be taken again. */
const closeLinks = ({ actor, file: { id } }: Work, rows: number, outcome: 'whole' | 'cut'): Promise<void> =>
  withTransaction(async (tx) => {
    if (outcome === 'whole')
      await tx.client.query('update invite_imports set link_key_enc = null, taken_at = $2 where id = $1', [id, now()])
    await emitAudit(tx, actor, { action: 'import.links_taken', object_id: id, detail: { rows, outcome } })
  }).catch((error: unknown) =>
    // The links are out, whatever the trail says; that it says they were begun and never how it ended is the truth then.
    log.error('links.not_closed', errorFields(error)),
  )

/**
 * The file as text, marked like an export (G-08): who took it stands after the names of the columns, and how many links there
 * must be on the last line.
 *
 * The stream asks for more only when what it has was taken from it, so whoever comes past a `yield` knows that the line was
 * handed to the connection; what was only yielded may still lie here when the browser goes away. So the file is whole when its
 * last line was handed on, and not when it was made; whether it arrived, nobody on this side can know. The rows are counted
 * when they are made: no more links than that are out.
 */
async function* linesOf(work: Work, signal: AbortSignal): AsyncGenerator<string> {
  const { actor, file, tokenOf, leaveRoom } = work
  const writer = csvWriter(['row', 'reference', 'link', 'link_ends_at', 'left_out_column', 'left_out_because'])
  const t = dictionary(defaultLocale)
  const because = t('admin.invite.many.knownSince')
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
  let outcome: 'whole' | 'cut' = 'cut'
  try {
    const facts = { id: file.id, by: actor.name, staff_id: actor.staffId, at: now().toISOString() }
    yield writer.columns + writer.remark(t('admin.invite.many.linksFile.watermark', facts), facts)
    for await (const batch of streamRows<Line>(select, [file.id], signal)) {
      rows += batch.length
      yield batch.map(lineOf).join('')
    }
    const end = writer.remark(t('admin.invite.many.linksFile.end', { rows }), { rows })
    yield leftBefore(Number.POSITIVE_INFINITY) + end
    outcome = 'whole'
  } catch (error) {
    if (!signal.aborted) log.error('links.failed', { ...errorFields(error), count: rows })
    throw error
  } finally {
    leaveRoom()
    await closeLinks(work, rows, outcome)
  }
}

const fileOf = (work: Work): ExportFile => ({
  name: `links-${now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')}.csv`,
  contentType: 'text/csv; charset=utf-8; header=present',
  body: byteStream((signal) => linesOf(work, signal)),
})

/**
 * The links of a finished file, one a row, as a sheet that runs nothing (G-08); a row that was good when the file was looked
 * through and got none says why. Row and reference lead back to the file they came from; the person's name and address stay here.
 */
export const takeLinks = async (
  actor: Present<Taker>,
  id: string,
): Promise<Result<ExportFile, { code: 'busy' | 'not_open' }>> => {
  const leaveRoom = takeExportRoom()
  if (!leaveRoom) return err({ code: 'busy' })
  try {
    const opened = await openLinks(actor, id)
    if (opened) return ok(fileOf({ ...opened, leaveRoom }))
  } catch (error) {
    leaveRoom()
    throw error
  }
  leaveRoom()
  return err({ code: 'not_open' })
}
