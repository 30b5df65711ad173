import 'server-only'
import type { QueryResultRow } from 'pg'
import type { AdminActor } from '@/lib/audit/actor'
import { now } from '@/lib/clock'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { errorFields, log } from '@/lib/log'
import { err, ok, type Result } from '@/lib/result'
import { byteStream } from './byte-stream'
import type { Cell, Writer } from './cells'
import { csvWriter } from './csv'
import { takeExportRoom } from './export-room'
import { jsonlWriter } from './jsonl'
import { closeExport, type Exporter, type ExportGrant, openExport, type Subject } from './register'
import { streamRows } from './stream-rows'

/** What an export reads, and how a row becomes cells. Column names are the protocol's own words. */
export type ExportSource<Row extends QueryResultRow> = {
  readonly columns: readonly string[]
  readonly statement: { readonly text: string; readonly values: readonly unknown[] }
  readonly toCells: (row: Row) => readonly Cell[]
}

export type ExportFile = {
  readonly name: string
  readonly contentType: string
  readonly body: ReadableStream<Uint8Array>
}

/** A download slower than this is not worth a connection any more; its file ends without the closing line. */
const longestMs = 30 * 60_000

const writerOf = ({ format }: ExportGrant, columns: readonly string[]): Writer =>
  format === 'csv' ? csvWriter(columns) : jsonlWriter(columns)

type Work<Row extends QueryResultRow> = {
  actor: AdminActor
  grant: ExportGrant
  source: ExportSource<Row>
  writer: Writer
  leaveRoom: () => void
}

const ended = ({ actor, grant }: Work<never>, rows: number, outcome: 'whole' | 'cut'): Promise<void> =>
  closeExport(actor, grant.id, { rows, outcome }).catch((error: unknown) =>
    // The file is out or cut, whatever the register says; an entry that never ended says that nobody knows.
    log.error('export.not_closed', errorFields(error)),
  )

/**
 * The file as text. The first line names the columns, the next who took it and when (G-08), and the last how many rows there
 * must be: a file without it was cut.
 */
async function* linesOf<Row extends QueryResultRow>(work: Work<Row>, reader: AbortSignal): AsyncGenerator<string> {
  const { actor, grant, source, writer, leaveRoom } = work
  const t = dictionary(defaultLocale)
  const signal = AbortSignal.any([reader, AbortSignal.timeout(longestMs)])
  let rows = 0
  let outcome: 'whole' | 'cut' = 'cut'
  try {
    const facts = { id: grant.id, by: actor.name, staff_id: actor.staffId, at: now().toISOString() }
    yield writer.columns + writer.remark(t('admin.export.file.watermark', facts), facts)
    for await (const batch of streamRows<Row>(source.statement.text, source.statement.values, signal)) {
      rows += batch.length
      yield batch.map((row) => writer.row(source.toCells(row))).join('')
    }
    yield writer.remark(t('admin.export.file.end', { rows }), { id: grant.id, rows })
    outcome = 'whole'
  } catch (error) {
    if (!signal.aborted) log.error('export.failed', { ...errorFields(error), count: rows })
    throw error
  } finally {
    leaveRoom()
    await ended(work, rows, outcome)
  }
}

const fileOf = <Row extends QueryResultRow>(work: Omit<Work<Row>, 'writer'>): ExportFile => {
  const { grant, source } = work
  const writer = writerOf(grant, source.columns)
  const stamp = now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
  return {
    name: `${grant.subject}-${stamp}.${grant.format}`,
    contentType: writer.contentType,
    body: byteStream((reader) => linesOf({ ...work, writer }, reader)),
  }
}

/**
 * Begins the one download of a grant: the trail says so before the first byte (G-04), and the body is made as fast as it is
 * taken. Without room the grant stays as it was, and the same button works a minute later.
 */
export const sendExport = async <S extends Subject, Row extends QueryResultRow>(
  actor: Exporter<S>,
  id: string,
  subject: S,
  sourceOf: (grant: ExportGrant) => ExportSource<Row> | Promise<ExportSource<Row>>,
): Promise<Result<ExportFile, { code: 'busy' | 'not_open' }>> => {
  const leaveRoom = takeExportRoom()
  if (!leaveRoom) return err({ code: 'busy' })
  try {
    const grant = await openExport(actor, id, subject)
    if (grant) return ok(fileOf({ actor, grant, source: await sourceOf(grant), leaveRoom }))
  } catch (error) {
    leaveRoom()
    throw error
  }
  leaveRoom()
  return err({ code: 'not_open' })
}
